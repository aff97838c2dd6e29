import type { Check } from "../view/check.js";
import { edit, error, note, ok, run } from "../view/finding.js";
import { readPackageJson } from "../../setup/read-package-json.js";
import { messageOf } from "../../../internal/message-of.js";

/** package.json exists and can be read. */
export const checkPackageJson: Check = ({ root }) => {
  try {
    const packageJson = readPackageJson(root);
    if (!packageJson) return [note("There is no package.json here.", run("npm init --yes"))];
    return [ok(`package.json: ${packageJson.type === "module" ? "ES modules" : "CommonJS"}`)];
  } catch (cause) {
    const reason = messageOf(cause);
    return [error(`package.json cannot be read: ${reason}`, edit("Fix package.json"))];
  }
};
