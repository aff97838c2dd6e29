import { describe, expect, test } from "vitest";
import { agentModule, compilerOptions, useProject } from "../compiled-project.js";

const reason = "-- the nightly job does not stream";
const ignore = `// troupe-ignore agent/streaming-cache ${reason}`;

async function codesOf(module: string, more: Readonly<Record<string, string>> = {}) {
  const { diagnostics } = await useProject({ "agents/story.ts": module, ...more }).build();
  return diagnostics.map(({ code }) => code);
}

const streams = (cached: string) => agentModule("", { decorators: `@streaming()\n${cached}` });

describe("a warning is turned off", () => {
  test.each([
    ["on the line above", `${ignore}\n@cache("1h")`],
    ["on its own line", `@cache("1h") ${ignore}`],
    ["without spaces", `@cache("1h") //troupe-ignore agent/streaming-cache ${reason}`],
    [
      "above comments of other tools",
      `${ignore}\n// oxlint-disable-next-line some-rule\n@cache("1h")`,
    ],
  ])("by a comment %s", async (_, cached) => {
    expect(await codesOf(streams(cached))).toEqual([]);
    expect(await codesOf(streams(cached).replaceAll("\n", "\r\n"))).toEqual([]);
  });

  test("beside another one of the same line", async () => {
    const second = "// troupe-ignore agent/unstable-cache -- the seed is the point";
    const members = "override system() { return String(Math.random()); }";
    const text = agentModule(members, { decorators: `@streaming() @cache("1h")` });
    const one = text.replace("@streaming()", `${ignore}\n@streaming()`);
    expect(await codesOf(one)).toEqual(["agent/unstable-cache"]);
    expect(await codesOf(one.replace("override system", `${second}\noverride system`))).toEqual([]);
  });

  test("in the config's own files", async () => {
    const { target: _, noEmit: __, ...options } = compilerOptions;
    const rest = JSON.stringify(options).slice(1, -1);
    const tsconfig = (comment: string) =>
      `{ "compilerOptions": {\n${comment}\n"target": "esnext", ${rest} } }`;
    const story = agentModule("");
    const comment = "// troupe-ignore tsconfig/raw-decorators -- esbuild compiles";
    expect(await codesOf(story, { "tsconfig.json": tsconfig("") })).toContain(
      "tsconfig/raw-decorators",
    );
    expect(await codesOf(story, { "tsconfig.json": tsconfig(comment) })).not.toContain(
      "tsconfig/raw-decorators",
    );
  });
});

describe("a warning stays", () => {
  const unused = ["ignore/unused", "agent/streaming-cache"];

  test.each([
    ["two lines below the comment", `${ignore}\n\n@cache("1h")`, unused],
    ["above the comment", `@cache("1h")\n${ignore}`, unused.toReversed()],
    [
      "beside a comment on another warning",
      `@cache("1h") // troupe-ignore param/unread -- x`,
      unused.toReversed(),
    ],
    [
      "below a comment without a reason",
      `// troupe-ignore agent/streaming-cache --\n@cache("1h")`,
      ["ignore/incomplete", "agent/streaming-cache"],
    ],
    ["below what is no line comment", `/* ${ignore} */\n@cache("1h")`, ["agent/streaming-cache"]],
    ["below a doc comment", `/**\n * ${ignore}\n */\n@cache("1h")`, ["agent/streaming-cache"]],
    [
      "below another word",
      `// troupe-ignore-file agent/streaming-cache -- x\n@cache("1h")`,
      ["agent/streaming-cache"],
    ],
  ])("%s", async (_, cached, expected) => {
    expect(await codesOf(streams(cached))).toEqual(expected);
  });

  test("where the comment is on that line of another file", async () => {
    const text = streams('@cache("1h")');
    const other = text.replace("StoryAgent", "TaleAgent");
    const comment = `@cache("1h") ${ignore}`;
    const found = await codesOf(text, { "agents/tale.ts": other.replace('@cache("1h")', comment) });
    expect(found).toEqual(["agent/streaming-cache"]);
  });

  test("where the comment is the text of a prompt", async () => {
    const text = agentModule(
      `override system() { return \`\n${ignore}\n\${1}\n${ignore}\n\` + "${ignore}"; }`,
    );
    expect(await codesOf(text)).toEqual([]);
  });
});

test("an error stays, and the comment says nothing of the rest", async () => {
  const text = agentModule(
    "// troupe-ignore type/not-json -- I know better\n@param() at!: URL; // troupe-ignore param/unread -- x",
  );
  expect(await codesOf(text)).toEqual(["ignore/refused", "type/not-json"]);
});

test("a comment without its reason is not suggested a code, one with a misspelt code is", async () => {
  const text = streams(`// troupe-ignore agent/streaming-cahce -- x\n@cache("1h")`);
  const { diagnostics } = await useProject({ "agents/story.ts": text }).build();
  expect(diagnostics[0]).toMatchObject({
    code: "ignore/unknown-code",
    message: '"agent/streaming-cahce" is not the code of a warning.',
    hint: 'Did you mean "agent/streaming-cache"? Warnings show their codes in parentheses: troupe(…). Each comment turns off one warning.',
  });
});

describe("a strict build", () => {
  test("takes warnings as errors, and writes nothing", async () => {
    const project = useProject({ "agents/story.ts": streams('@cache("1h")') });
    expect(await project.build({ strict: true })).toMatchObject({
      ok: false,
      diagnostics: [{ code: "agent/streaming-cache", severity: "error" }],
      written: [],
    });
    expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
    project.write({ "agents/story.ts": streams(`${ignore}\n@cache("1h")`) });
    expect(await project.build({ strict: true })).toMatchObject({ ok: true, diagnostics: [] });
  });

  test("takes a comment that turns nothing off as an error", async () => {
    const project = useProject({ "agents/story.ts": agentModule(ignore) });
    expect(await project.build({ strict: true })).toMatchObject({
      ok: false,
      diagnostics: [{ code: "ignore/unused", severity: "error" }],
    });
  });

  test("writes over no edit of anybody, and over the same file when it is gone", async () => {
    const project = useProject({ "agents/story.ts": agentModule("") });
    await project.build({ strict: true });
    const edited = `${project.read("generated/story.ts")}// mine\n`;
    const index = project.read("generated/index.ts");
    project.write({ "generated/story.ts": edited, "generated/index.ts": undefined });
    for (const check of [true, false]) {
      expect(await project.build({ strict: true, check })).toMatchObject({
        ok: false,
        diagnostics: [{ code: "write/edited", severity: "error" }],
        written: [],
      });
    }
    expect(project.read("generated/story.ts")).toBe(edited);
    expect(() => project.read("generated/index.ts")).toThrow("ENOENT");
    project.write({ "generated/story.ts": undefined });
    expect((await project.build({ strict: true })).ok).toBe(true);
    expect(project.read("generated/index.ts")).toBe(index);
  });

  test("names an edited file that a build would remove", async () => {
    const project = useProject({
      "agents/story.ts": agentModule(""),
      "agents/other.ts": agentModule("", { name: "OtherAgent" }),
    });
    await project.build();
    project.write({
      "agents/other.ts": undefined,
      "generated/other.ts": `${project.read("generated/other.ts")}// mine\n`,
    });
    expect(await project.build({ check: true })).toMatchObject({
      ok: true,
      diagnostics: [{ code: "write/edited" }],
      stale: ["generated/index.ts", "generated/manifest.json", "generated/other.ts"],
    });
  });
});
