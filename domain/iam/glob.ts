/**
 * Patterns as IAM writes them: `*` for any text, `?` for one character. What is matched may be a pattern too: its `*` stands for what
 * is not known yet.
 */

/** Whether a pattern surely holds of a text, whatever stands where the text has `*`. */
export function covers(pattern: string, text: string): boolean {
  let [place, at] = [0, 0];
  // Where the last `*` began: it takes one character more whenever what follows does not fit.
  let star: { readonly place: number; at: number } | undefined;
  while (at < text.length) {
    const asked = pattern[place];
    if (asked === "*") {
      star = { place, at };
      place++;
    } else if (asked === text[at] || (asked === "?" && text[at] !== "*")) {
      place++;
      at++;
    } else {
      if (!star) return false;
      place = star.place + 1;
      at = ++star.at;
    }
  }
  while (pattern[place] === "*") place++;
  return place === pattern.length;
}

/** Whether a pattern can hold of a text with unknown parts: whether any text is of both forms. */
export function canMeet(pattern: string, text: string): boolean {
  if (text === "*") return true;
  if (!text.includes("*")) return covers(pattern, text);
  // The places in `pattern` at which one can be after as much of `text` as was read.
  let places = skippingStars(pattern, new Set([0]));
  for (const character of text) {
    const next = character === "*" ? everyFurther(pattern, places) : step(pattern, places, character);
    places = skippingStars(pattern, next);
    if (places.size === 0) return false;
  }
  return places.has(pattern.length);
}

function skippingStars(pattern: string, places: ReadonlySet<number>): Set<number> {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === "*") all.add(place + 1);
  return all;
}

function step(pattern: string, places: ReadonlySet<number>, character: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    if (pattern[place] === "*") next.add(place);
    else if (pattern[place] === "?" || pattern[place] === character) next.add(place + 1);
  }
  return next;
}

/** Unknown text may be anything that the pattern still asks for. */
function everyFurther(pattern: string, places: ReadonlySet<number>): Set<number> {
  const first = Math.min(...places);
  return new Set(Array.from({ length: pattern.length - first + 1 }, (_, i) => first + i));
}
