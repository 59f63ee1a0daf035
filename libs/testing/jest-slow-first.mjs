import Sequencer from '@jest/test-sequencer';

/** Their files are small and they take minutes: begun last, they would be waited for by one idle core. */
const WHOLE_SYSTEMS = /[/]test[/](chaos|e2e|bench|integration[/]local)[/].*[.]spec[.]ts$/;

/** Jest's own order, but tests that start the whole system come first. */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isSlow = ({ path }) => WHOLE_SYSTEMS.test(path);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
}
