import type { Check } from "../check.js";
import { edit, error, note, ok, run } from "../finding.js";
import { readPackageJson } from "../read-package-json.js";

/** package.json is there, can be read, and says that the project is of ES modules. */
export const checkPackageJson: Check = ({ root }) => {
  let said = "Without a type";
  try {
    const packageJson = readPackageJson(root);
    if (!packageJson) return [note("There is no package.json here.", run("npm init --yes"))];
    if (packageJson.type === "module") return [ok("package.json: ES modules")];
    // What `npm init` writes.
    if (packageJson.type === "commonjs") said = 'With "type": "commonjs"';
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return [error(`package.json cannot be read: ${reason}`, edit("Mend package.json"))];
  }
  return [
    note(
      `${said} in package.json, Node and TypeScript take agents for CommonJS.`,
      edit(`"type": "module" in package.json`),
    ),
  ];
};
