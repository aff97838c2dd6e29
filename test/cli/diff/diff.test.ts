import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/manifest/manifest.js";
import { cliProject, type CliProject } from "../cli-project.js";
import { theatre } from "../theatre.js";

let project: CliProject;
/** What the project was built to at its first commit. */
let built: Manifest;

function git(root: string, ...args: string[]): string {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...who, "-c", "init.defaultBranch=main", ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function commit(root: string, message: string): void {
  git(root, "add", "--all", "--force", "generated");
  git(root, "commit", "--quiet", "--message", message);
}

function writeManifest(manifest: unknown): void {
  project.write({ "generated/manifest.json": JSON.stringify(manifest) });
}

/** The manifest with another story: it takes a tone less and streams no more, and asks another model. */
function changed(): Manifest {
  const { story, ...others } = structuredClone(built.agents);
  if (!story) throw new Error("There is no story.");
  const params = story.params.map((param) =>
    param.name === "tone" ? { ...param, type: { kind: "literal", value: "warm" } as const } : param,
  );
  const { echo } = others;
  const news = echo && { ...echo, name: "news", className: "NewsAgent" };
  return {
    ...built,
    agents: {
      ...others,
      ...(news && { news }),
      story: { ...story, streaming: false, model: "openai/<img>|`", params },
    },
  };
}

beforeAll(async () => {
  project = cliProject(theatre);
  expect((await project.agents(["build"])).code).toBe(0);
  const text = readFileSync(join(project.root, "generated/manifest.json"), "utf8");
  built = JSON.parse(text) as Manifest;
  git(project.root, "init", "--quiet");
  git(project.root, "commit", "--quiet", "--allow-empty", "--message", "Begin");
  commit(project.root, "Build");
}, 60_000);

afterAll(() => project?.remove());

describe("agents diff", () => {
  it("finds nothing where nothing changed", async () => {
    writeManifest(built);
    const { code, stdout, stderr } = await project.agents(["diff", "--fail-on-breaking"]);
    expect(stdout).toMatch(/^No changes since HEAD \([0-9a-f]{7}\)\n$/);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("says what changed since the last commit, breaking changes first", async () => {
    writeManifest(changed());
    const { code, stdout } = await project.agents(["diff"]);
    expect(stdout.replace(/\([0-9a-f]{7}\)/, "(…)")).toBe(`\
Changes since HEAD (…): 2 breaking, 1 compatible, 1 of behaviour

Breaking
  story: params.tone takes less
    "warm" | "dry" → "warm"
    A call that passes a value that is no longer accepted is rejected.
  story no longer streams
    A loop over its chunks does not compile.

Compatible
  news is new
    No code calls it yet.

Behaviour
  story: model is another
    fake/novelist → openai/<img>|\`
    Another model answers differently, at another price.
`);
    expect(code).toBe(0);
  });

  it("fails with --fail-on-breaking alone, and only for what is breaking", async () => {
    writeManifest(changed());
    expect((await project.agents(["diff", "--fail-on-breaking"])).code).toBe(1);
    const compatible = structuredClone(built) as unknown as { agents: Record<string, object> };
    Object.assign(compatible.agents["story"] ?? {}, { model: "openai/gpt-4o" });
    writeManifest(compatible);
    expect((await project.agents(["diff", "--fail-on-breaking"])).code).toBe(0);
  });

  it("gives programs every change as JSON", async () => {
    writeManifest(changed());
    const { stdout } = await project.agents(["diff", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      against: "HEAD",
      commit: git(project.root, "rev-parse", "HEAD").trim(),
      first: false,
      breaking: 2,
      compatible: 1,
      behaviour: 1,
      changes: [
        {
          agent: "story",
          source: "agents/story.agent.ts",
          code: "params/narrowed",
          effect: "breaking",
          place: "params.tone",
          before: '"warm" | "dry"',
          after: '"warm"',
        },
        { code: "streaming/off" },
        { code: "agent/added" },
        { code: "model/changed" },
      ],
    });
  });

  it("annotates a review on GitHub, with errors where they fail it", async () => {
    writeManifest(changed());
    const { stdout } = await project.agents(["diff", "--format", "github"]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe(
      '::warning file=agents/story.agent.ts,title=agents diff (params/narrowed)::story: params.tone takes less%0A"warm" | "dry" → "warm"%0AA call that passes a value that is no longer accepted is rejected.',
    );
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "::warning",
      "::warning",
      "::notice",
      "::notice",
    ]);
    const failing = await project.agents(["diff", "--format", "github", "--fail-on-breaking"]);
    expect(failing.stdout).toMatch(/^::error file=/);
  });

  it("writes a comment in Markdown, in which nothing is markup that the project holds", async () => {
    writeManifest(changed());
    const { stdout } = await project.agents(["diff", "--format", "markdown"]);
    expect(stdout).toMatch(/^### Changes since HEAD \([0-9a-f]{7}\): 2 breaking/);
    expect(stdout).toContain(
      '| `story` | `params.tone` takes less | `"warm" \\| "dry" → "warm"` | A call that passes a value that is no longer accepted is rejected. |',
    );
    expect(stdout).toContain("| `` fake/novelist → openai/<img>\\|` `` |");
  });

  it("compares with any revision, and takes all for new where there was no build yet", async () => {
    writeManifest(built);
    const first = await project.agents(["diff", "--against", "HEAD~1", "--fail-on-breaking"]);
    expect(first.stdout).toMatch(
      /^Everything is new since HEAD~1 \([0-9a-f]{7}\), which has no manifest\n/,
    );
    expect(first.stdout).toContain("Compatible\n  echo is new\n");
    expect(first.code).toBe(0);
    expect((await project.agents(["diff", "--against", "main"])).stdout).toContain("since main");
  });

  it("says when the sources have changed since the last build, which is what it compares", async () => {
    writeManifest(built);
    const file = "agents/story.agent.ts";
    const source = theatre[file] ?? "";
    project.write({ [file]: source.replace('"warm" | "dry"', '"warm"') });
    try {
      const stale =
        /^warning: generated\/ is stale \(story changed since it was built\): .*agents build\n$/;
      const text = await project.agents(["diff"]);
      expect(text.stderr).toMatch(stale);
      expect(text.stdout).toMatch(/^No changes since HEAD/);
      const json = await project.agents(["diff", "--format", "json"]);
      expect(json.stderr).toMatch(stale);
      expect(JSON.parse(json.stdout)).toMatchObject({ stale: true, changes: [] });
      const github = await project.agents(["diff", "--format", "github"]);
      expect(github).toMatchObject({ stdout: "", code: 0 });
      expect(github.stderr).toMatch(/^::warning title=agents diff::generated\/ is stale/);
      const markdown = await project.agents(["diff", "--format", "markdown"]);
      expect(markdown.stdout).toMatch(/\n> generated\/ is stale/);

      project.write({ [file]: "export const broken = (;" });
      const { stderr } = await project.agents(["diff"]);
      expect(stderr).toMatch(/^warning: The sources do not build: .*agents build\n$/);
    } finally {
      project.write({ [file]: source });
    }
    const fresh = await project.agents(["diff", "--format", "json"]);
    expect(fresh.stderr).toBe("");
    expect(JSON.parse(fresh.stdout)).toMatchObject({ stale: false });
  }, 60_000);

  it("leaves the work tree and the index alone", async () => {
    writeManifest(changed());
    const before = git(project.root, "status", "--porcelain");
    await project.agents(["diff"]);
    expect(git(project.root, "status", "--porcelain")).toBe(before);
  });

  it("works in a folder of a repository", async () => {
    const inner = cliProject();
    try {
      inner.write({ ".gitignore": "node_modules", "readme.md": "" });
      const files = Object.entries(theatre).map(([file, text]) => [`apps/chat/${file}`, text]);
      inner.write(Object.fromEntries(files) as Record<string, string>);
      const cwd = ["--cwd", "apps/chat"];
      expect((await inner.agents(["build", ...cwd])).code).toBe(0);
      git(inner.root, "init", "--quiet");
      git(inner.root, "add", ".");
      git(inner.root, "commit", "--quiet", "--message", "Build");
      expect((await inner.agents(["diff", ...cwd])).stdout).toContain("No changes since HEAD");
    } finally {
      inner.remove();
    }
  }, 60_000);
});

describe("what agents diff cannot compare", () => {
  const failing = async (args: string[], env?: Record<string, string>) => {
    const outcome = await project.agents(["diff", ...args], { ...(env && { env }) });
    expect(outcome.stdout).toBe("");
    expect(outcome.stderr).not.toMatch(/^ +at /m);
    expect(outcome.code).toBe(2);
    return outcome.stderr;
  };

  it.each(["nowhere", "--output=/tmp/x", "HEAD:generated", ""])(
    "is a revision that is none: %j",
    async (ref) => {
      writeManifest(built);
      const said = await failing([`--against=${ref}`]);
      expect(said).toContain(`There is no revision ${JSON.stringify(ref)}`);
      expect(said).toContain("git fetch origin");
    },
  );

  it("is anything without git", async () => {
    expect(await failing([], { PATH: "/nowhere" })).toContain("git is not installed");
  });

  it("is a project in no repository, or without a commit", async () => {
    const other = cliProject({ ...theatre, "generated/manifest.json": JSON.stringify(built) });
    try {
      const outside = await other.agents(["diff"], { env: { GIT_CEILING_DIRECTORIES: "/" } });
      expect(outside.stderr).toContain("not in a git repository");
      git(other.root, "init", "--quiet");
      expect((await other.agents(["diff"])).stderr).toContain(
        "There is no commit to compare with yet",
      );
    } finally {
      other.remove();
    }
  });

  it.each([
    ["of another version", { version: 99, agents: {} }, /manifest\.json at HEAD has version 99/],
    ["something else", [1], /manifest\.json at HEAD is not a manifest/],
  ])("is a manifest there that is %s", async (_, manifest, message) => {
    const head = git(project.root, "rev-parse", "HEAD").trim();
    writeManifest(manifest);
    commit(project.root, "Build with another");
    writeManifest(built);
    try {
      const said = await failing([]);
      expect(said).toMatch(message);
      expect(said).toContain("--against");
    } finally {
      git(project.root, "update-ref", "HEAD", head);
      git(project.root, "reset", "--quiet");
    }
  });

  it("is a work tree without a build", async () => {
    const other = cliProject(theatre);
    const { code, stderr } = await other.agents(["diff"]);
    other.remove();
    expect(stderr).toContain("There is no generated/manifest.json yet - run: agents build");
    expect(code).toBe(2);
  });
});
