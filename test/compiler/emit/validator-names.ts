import type { ValidatorNames } from "../../../src/compiler/emit/zod-text.js";

/** What the text of a validator names, in tests that evaluate it. */
export const validatorNames: ValidatorNames = { zod: "z", runtime: (name) => name };
