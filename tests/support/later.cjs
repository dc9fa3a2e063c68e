// Moves the clock of a process and of those that it starts by SHIFT_DAYS: `NODE_OPTIONS="--require .../later.cjs"`. For tests, which may
// not break on a later day. Certificates and databases of other programs keep the machine's clock.
const days = Number(process.env.SHIFT_DAYS ?? 0);
const Today = Date;
const shift = days * 86_400_000;

if (shift !== 0) {
  globalThis.Date = class extends Today {
    constructor(...given) {
      if (given.length === 0) super(Today.now() + shift);
      else super(...given);
    }
    static now() {
      return Today.now() + shift;
    }
  };
}
