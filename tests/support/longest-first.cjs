// The order of test files: what waits for servers begins first and what only computes fills the gaps, so that no long file is left alone
// at the end. A file's size says little here, and a fresh machine remembers no durations. Places are under tests/.
const { default: Sequencer } = require("@jest/test-sequencer");

const places = [
  "end-to-end",
  "recorder",
  "components/xcart-release",
  "functions",
  "host",
  "requests",
  "cli",
  "stacks",
  "policies",
  "components",
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = places.findIndex((name) => path.includes(`/tests/${name}/`));
      return place < 0 ? places.length : place;
    };
    // Within a place as Jest has it: by what took longest before, or by size.
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
