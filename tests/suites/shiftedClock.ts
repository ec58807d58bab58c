/** Before the program: its clock jumps a year forward, then two years back, whenever SIGUSR2 comes. */
const yearMs = 365 * 24 * 3600 * 1000;
const jumpsMs = [yearMs, -2 * yearMs];
const realNow = Date.now;
let shiftMs = 0;
Date.now = () => realNow() + shiftMs;
process.on('SIGUSR2', () => {
  shiftMs += jumpsMs.shift() ?? 0;
});
