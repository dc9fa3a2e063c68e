"use strict";
// The IAM engine compares characters and words without case by localeCompare, millions of times the same few hundred pairs, and V8 makes
// a collator for each comparison that has options. So the answers are kept.
const { localeCompare } = String.prototype;
const collator = new Intl.Collator(undefined, { sensitivity: "accent" });
const answers = new Map();

String.prototype.localeCompare = function (that, locales, options) {
  const isEngines = locales === undefined && options?.sensitivity === "accent" && Object.keys(options).length === 1;
  return isEngines ? answer(String(this), String(that)) : localeCompare.call(this, that, locales, options);
};

function answer(one, other) {
  const known = answers.get(one) ?? new Map();
  if (known.size === 0) answers.set(one, known);
  const result = known.get(other) ?? collator.compare(one, other);
  known.set(other, result);
  return result;
}
