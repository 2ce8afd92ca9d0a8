// Loaded by the pages that follow a save.
import { forgetSent } from "./kept.js";

try {
  forgetSent();
} catch {
  // Storage is forbidden here: nothing was kept.
}
