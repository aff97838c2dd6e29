import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";

/** An abstract class of the project that agents extend. */
export interface BaseAgent {
  readonly className: string;
  /** From the root, with `/`. */
  readonly file: string;
  /** Whether it names a model. */
  readonly hasModel: boolean;
}

const declaration =
  /^export\s+abstract\s+class\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)\s+extends\s+Agent\s*\{/gmu;

/** Members that a new agent would have to implement, or with which it could not be created. */
const demands = /^\s+(?:(?:public|protected|override)\s+)*abstract\s|\bconstructor\s*\(/m;

/**
 * Finds the base class of a new agent: the only exported abstract class that extends `Agent` in the agent's
 * folder or below it. `undefined` if there is none or several, or if it requires more of an agent than the
 * template has. Otherwise `Agent` is the base.
 *
 * Reads only text, because parsing would take longer than everything else.
 *
 * @param folder - from the root, with `/`
 */
export async function findBase(options: {
  readonly root: string;
  readonly folder: string;
  readonly output: string;
}): Promise<BaseAgent | undefined> {
  const { root, folder, output } = options;
  // The root may contain much more than agents.
  const globs = [folder === "." ? "*.ts" : `${folder}/**/*.ts`];
  const files = await findAgentFiles({ root, globs, output });
  const found = await Promise.all(
    files.filter((file) => !/\.(?:test|spec)\.ts$/.test(file)).map((file) => readBases(file, root)),
  );
  const bases = found.flat();
  return bases.length === 1 ? bases[0]?.base : undefined;
}

async function readBases(
  file: string,
  root: string,
): Promise<{ readonly base: BaseAgent | undefined }[]> {
  const text = await readFile(file, "utf8");
  return [...text.matchAll(declaration)].map(([, className = ""]) => {
    if (demands.test(text)) return { base: undefined };
    const base = {
      className,
      file: posix.relative(root.replaceAll("\\", "/"), file),
      hasModel: /^@model\(/m.test(text),
    };
    return { base };
  });
}
