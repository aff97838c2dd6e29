import { execFile } from "node:child_process";
import { UsageError } from "../outcome/usage-error.js";

/** Larger than any manifest. */
const maxBytes = 256 * 1024 * 1024;

/** The outcome of a Git command. */
interface GitOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Finds the commit of a name.
 *
 * @param root - a folder of the repository
 * @param ref - a branch, a tag, a commit: anything that Git accepts
 * @returns the hash
 * @throws {UsageError} without Git, outside a repository, and for a name without a commit
 */
export async function findRevision(root: string, ref: string): Promise<string> {
  // The next argument is a name even if it looks like an option.
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { code, stdout } = await git(root, asked);
  if (code === 0) return stdout.trim();
  if ((await git(root, ["rev-parse", "--git-dir"])).code !== 0) {
    throw new UsageError(
      `${root} is not in a git repository, or git does not trust the repository - agents diff compares with one of its revisions.`,
    );
  }
  if (ref === "HEAD") {
    throw new UsageError(
      "There is no commit to compare with yet. Commit first, or name a revision with --against.",
    );
  }
  throw new UsageError(
    `There is no revision ${JSON.stringify(ref)} in this repository. Name another with --against. In a shallow or single-branch clone, fetch it first: git fetch origin <branch>`,
  );
}

/**
 * Reads a file as it was at a commit, without touching the work tree.
 *
 * @param file - from `root`, with `/`
 * @returns `undefined` if it did not exist
 * @throws {UsageError} if Git cannot read it
 */
export async function readAtRevision(
  root: string,
  commit: string,
  file: string,
): Promise<string | undefined> {
  const listed = await git(root, ["ls-tree", "--name-only", "-z", commit, "--", file]);
  if (listed.code === 0 && listed.stdout === "") return undefined;
  // `./` makes it relative to Git's working directory. No filter or text conversion applies.
  const { code, stdout, stderr } = await git(root, ["cat-file", "blob", `${commit}:./${file}`]);
  if (code === 0) return stdout;
  throw new UsageError(`git cannot read ${file} at ${commit}: ${stderr.trim()}`);
}

function git(root: string, args: readonly string[]): Promise<GitOutcome> {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, maxBuffer: maxBytes, encoding: "utf8" } as const;
    execFile("git", args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
      else if (error.code === "ENOENT") reject(missingGit(error));
      else reject(error);
    });
  });
}

function missingGit(cause: Error): UsageError {
  return new UsageError(
    "git is not installed, or not on the PATH - agents diff needs it to read the other revision.",
    { cause },
  );
}
