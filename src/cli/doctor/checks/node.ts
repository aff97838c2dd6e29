import { readOwnPackage } from "../../../compiler/own-package.js";
import type { Check } from "../view/check.js";
import { ok, edit, warning } from "../view/finding.js";
import { satisfiesRange } from "../../../compiler/satisfies-range.js";

/** The package supports the running version of Node. */
export const checkNode: Check = () => {
  const { node: version } = process.versions;
  const range = readOwnPackage().engines.node;
  if (satisfiesRange(version, range)) return [ok(`Node ${version}`)];
  return [
    warning(
      `This is Node ${version}, but troupe needs ${range}.`,
      edit("Install such a version of Node"),
    ),
  ];
};
