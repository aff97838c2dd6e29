import { existsSync, lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { readFile } from "../../compiler/disk/read-file.js";
import { readPackageJson } from "../setup/read-package-json.js";
import { replaceFile, writeNewFile } from "../setup/write-new-file.js";

/** A file of the project to which a line was added. */
export interface AddedLine {
  readonly file: string;
  readonly line: string;
}

/**
 * Tells Git and the project's formatters that a folder is generated, with a line in the file of each.
 * Generated modules have their own marks, which JSON cannot have. A file that already names the folder
 * stays as it is.
 */
export function keepToolsOff(root: string, output: string): AddedLine[] {
  const lines: AddedLine[] = [];
  if (hasGit(root)) {
    lines.push({ file: ".gitattributes", line: `${output}/** linguist-generated text eol=lf` });
  }
  // oxfmt reads it too.
  if (usesPrettier(root)) lines.push({ file: ".prettierignore", line: `${output}/` });
  return lines.filter(({ file, line }) => addLine(root, file, line, output));
}

function hasGit(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) return true;
  return folder !== dirname(folder) && hasGit(dirname(folder));
}

function usesPrettier(root: string): boolean {
  if (existsSync(join(root, ".prettierignore"))) return true;
  try {
    const dependencies = readPackageJson(root)?.dependencies;
    return ["prettier", "oxfmt"].some((name) => dependencies?.has(name) === true);
  } catch {
    return false;
  }
}

function addLine(root: string, file: string, line: string, output: string): boolean {
  const place = join(root, file);
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined) {
    return writeNewFile(root, file, `${line}\n`);
  }
  const text = readFile(place).toString("utf8");
  if (text.includes(output)) return false;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const separator = text === "" || text.endsWith("\n") ? "" : newline;
  replaceFile(root, file, `${text}${separator}${line}${newline}`);
  return true;
}
