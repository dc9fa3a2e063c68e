// The order of test files: what waits for servers begins first and what only computes fills the gaps, so that no long file is left alone
// at the end. A file's size says little here, and a fresh machine remembers no durations.
const { default: Sequencer } = require("@jest/test-sequencer");

const rooms = ["functions", "host", "stacks", "cli", "policies", "components"];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const room = rooms.findIndex((name) => path.includes(`/tests/${name}/`));
      return room < 0 ? rooms.length : room;
    };
    // Within a room as Jest has it: by what took longest before, or by size.
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
