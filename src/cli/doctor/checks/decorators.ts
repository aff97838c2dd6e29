import { installedMajor } from "../../setup/installed-package.js";
import { packageManagerOf } from "../../setup/package-manager.js";
import type { Check } from "../view/check.js";
import { ok, run, warning } from "../view/finding.js";

/** The first TypeScript that knows decorators as TC39 has them. */
const firstStandard = 5;

/** Which of the two forms decorators have here, and whether TypeScript knows it. */
export const checkDecorators: Check = ({ root, tsconfig }) => {
  if (tsconfig?.["experimentalDecorators"] === true) {
    return [ok("Decorators: TypeScript's own form (experimentalDecorators)")];
  }
  const typescript = installedMajor(root, "typescript") ?? firstStandard;
  if (typescript >= firstStandard) return [ok("Decorators: the standard form")];
  return [
    warning(
      `TypeScript ${typescript} does not support standard decorators, and tsconfig.json does not set experimentalDecorators.`,
      run(`${packageManagerOf(root).add} -D typescript@latest`),
    ),
  ];
};
