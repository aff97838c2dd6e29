import { adviseOnTsconfig, firstTsconfig } from "../../setup/advise-on-tsconfig.js";
import { isCommonJs } from "../../setup/is-common-js.js";
import { installedMajor } from "../../setup/installed-package.js";
import { readTsconfig } from "../../setup/read-tsconfig.js";
import type { Check } from "../view/check.js";
import { edit, error, ok, warning } from "../view/finding.js";
import { messageOf } from "../../../internal/message-of.js";

/** With the options of TypeScript, agents compile and their types are checked. */
export const checkTsconfig: Check = ({ root }) => {
  let options;
  try {
    options = readTsconfig(root);
  } catch (cause) {
    const reason = messageOf(cause);
    return [error(reason, edit("Fix the problem that the message names"))];
  }
  if (!options) {
    const remedy = edit(`Create tsconfig.json: ${firstTsconfig}`);
    return [warning("There is no tsconfig.json here.", remedy)];
  }
  const advice = adviseOnTsconfig(
    options,
    installedMajor(root, "typescript"),
    isCommonJs(root, options),
  );
  if (advice.length === 0) return [ok("tsconfig.json: strict, and packages resolve")];
  return advice.map(({ edit: line, reason }) =>
    warning(`tsconfig.json needs ${line}, ${reason}.`, edit(`${line} in tsconfig.json`)),
  );
};
