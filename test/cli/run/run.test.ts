import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cliProject, untilSaid, type CliProject } from "../cli-project.js";
import { theatre } from "../theatre.js";

const story = JSON.stringify({ title: "Grüße, 世界 🎭", content: "Once." });

const clerk = `
    import { Agent, model, streaming, tool, type ToolContext } from "troupe";

    /** Knows the time. */
    @model("clerk/one")
    @streaming()
    export class ClerkAgent extends Agent {
      override user() { return "What time is it?"; }
      /** Tells the time. */
      @tool() *clock({ zone }: { zone: string }, { emit }: ToolContext) {
        emit("asked", 1);
        yield { found: true };
        return { zone, time: "12:00" };
      }
    }
  `;

let project: CliProject;

beforeAll(async () => {
  project = cliProject({ ...theatre, "agents/clerk.agent.ts": clerk });
  const { code, stderr } = await project.agents(["build"]);
  expect(code, stderr).toBe(0);
}, 60_000);

afterAll(() => project?.remove());

describe("agents run", () => {
  it("prints the model's text to the byte on stdout, and the summary on stderr", async () => {
    const { code, stdout, stderr } = await project.agents(["run", "story", "--topic", "AI"]);
    expect(stdout).toBe(story);
    expect(stderr).toMatch(/^✓ success · story · fake\/novelist\n/);
    expect(stderr).toMatch(/first token +\d/);
    expect(stderr).toMatch(/tokens +\d+ in, \d+ out/);
    expect(stderr).toMatch(/chunks +\d\d/);
    expect(stderr).toMatch(/duration +\d/);
    expect(stderr).toMatch(/cache +off/);
    expect(code).toBe(0);
  });

  it("says on stderr which tools the model asks for, and what they gave", async () => {
    const { code, stdout, stderr } = await project.agents(["run", "clerk"]);
    expect(stdout).toBe("Let me see.It is noon.");
    // What a model says never reaches the terminal as it is.
    const zone = String.raw`"UTC\u001b[2J"`;
    expect(stderr).toContain(`→ clock {"zone":${zone}}\n`);
    expect(stderr).toContain('… clock asked 1\n… clock {"found":true}\n');
    expect(stderr).toMatch(/^← clock ✓ \d+ ms · /m);
    expect(stderr).toContain(`{"zone":${zone},"time":"12:00"}`);
    expect(stderr).toMatch(/^← clock ✗ invalid_input \d+ ms · /m);
    expect(stderr).toMatch(/steps +2\n/);
    expect(stderr).toMatch(/tools +2 \(1 failed\)\n/);
    expect(code).toBe(0);
  });

  it("takes the answer as a whole with --no-stream, and streams with --stream", async () => {
    const whole = await project.agents(["run", "story", "--topic", "AI", "--no-stream"]);
    expect(whole).toMatchObject({ code: 0, stdout: story });
    expect(whole.stderr).toContain("(not streamed)");
    const streamed = await project.agents(["run", "note", "--stream"]);
    expect(streamed).toMatchObject({ code: 0, stdout: story });
    expect(streamed.stderr).toContain("bypass_streaming");
  });

  it("prints the text of an agent that does not stream, with what the cache had to do with it", async () => {
    const cached = await project.agents(["run", "note"]);
    expect(cached).toMatchObject({ code: 0, stdout: story });
    expect(cached.stderr).toMatch(/cache +miss/);
    expect((await project.agents(["run", "note", "--no-cache"])).stderr).toMatch(/cache +off/);
    expect((await project.agents(["run", "--no-cache", "note"])).stderr).toMatch(/cache +off/);
  });

  it("prints nothing but the validated output with --json", async () => {
    const { code, stdout } = await project.agents(["run", "story", "--topic", "AI", "--json"]);
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(story), undefined, 2)}\n`);
    expect(code).toBe(0);
  });

  it("prints every event as a line of JSON with --events", async () => {
    const { code, stdout } = await project.agents(["run", "story", "--topic", "AI", "--events"]);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; text?: string });
    expect(events.map(({ type }) => type).filter((type) => type !== "text_delta")).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect(events.map(({ text }) => text ?? "").join("")).toBe(story);
    const listed = await project.agents(["list", "story", "--json"]);
    const { fingerprint } = JSON.parse(listed.stdout) as { fingerprint: string };
    expect(events[0]).toMatchObject({ type: "start", fingerprint });
    expect(code).toBe(0);
  });

  it("asks another model with --model, and the fake at a human pace with --fake", async () => {
    const other = await project.agents(["run", "story", "--topic", "AI", "--model", "wrong/x"]);
    expect(other.stderr).toContain("story · wrong/x");
    const faked = await project.agents(["run", "echo", "--fake", "--urgent"]);
    expect(faked).toMatchObject({ code: 0, stdout: story });
    expect(faked.stderr).toContain("echo · fake/parrot");
    const firstToken = /first token +(\d+) ms/.exec(faked.stderr)?.[1];
    expect(Number(firstToken)).toBeGreaterThanOrEqual(290);
  });
});

describe("params on the command line", () => {
  const say = async (...groups: string[][]) => {
    const { code, stdout, stderr } = await project.agents(["run", "echo", ...groups.flat()]);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as unknown;
  };

  it("are typed as the agent declares them", async () => {
    expect(
      await say(
        ["--max-words", "-5", "--urgent", "--tags", "a", "--tags", "b"],
        ["--place", '{"city":"Bonn"}', "--range", "[1,2]", "--level", "2"],
        ["--scores", '{"x":0.5}'],
      ),
    ).toEqual({
      maxWords: -5,
      urgent: true,
      tags: ["a", "b"],
      place: { city: "Bonn" },
      range: [1, 2],
      level: 2,
      scores: { x: 0.5 },
    });
  });

  it("have their exact name as well, and booleans a negation", async () => {
    expect(await say(["--maxWords=0", "--no-urgent", "--level", "null", "--tags=[]"])).toEqual({
      maxWords: 0,
      urgent: false,
      level: null,
      tags: [],
    });
    expect(await say(["--urgent", "false"])).toEqual({ urgent: false });
  });

  it("may be what looks like an option, behind an equals sign", async () => {
    expect(await say(["--param.model=--fake", "--tags=--json"])).toEqual({
      model: "--fake",
      tags: ["--json"],
    });
    expect(await say(["--tags", "-x", "--tags", "--y"])).toEqual({ tags: ["-x", "--y"] });
  });

  it("that clash with an option of the command are set with --param.", async () => {
    expect(await say(["--param.model", "T", "--model", "echo/other"])).toEqual({ model: "T" });
  });

  it("are given as a whole by JSON, by a file and by stdin, and a flag wins", async () => {
    project.write({ "params.json": `{ "maxWords": 3, "urgent": true }` });
    expect(await say(["--params", `{"maxWords":1}`, "--urgent"])).toEqual({
      maxWords: 1,
      urgent: true,
    });
    expect(await say(["--params", "@params.json", "--max-words", "4"])).toEqual({
      maxWords: 4,
      urgent: true,
    });
    const piped = await project.agentsAlone(["run", "echo", "--params", "-"], {
      stdin: `{"tags":["x"]}`,
    });
    expect(JSON.parse(piped.stdout)).toEqual({ tags: ["x"] });
  });

  it("are described by --help, with doc comments, types, defaults and exit codes", async () => {
    const { code, stdout } = await project.agents(["run", "story", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Writes a short story.");
    const text = stdout.replaceAll(/\s+/g, " ");
    expect(text).toContain(
      "--topic <text> What the story is about. (string, at most 20 characters, required)",
    );
    expect(text).toContain('--tone <choice> How it is told. ("warm" | "dry", default: "warm")');
    expect(text).toContain("130 cancelled with Ctrl-C");
    const clash = await project.agents(["run", "echo", "--help"]);
    expect(clash.stdout).toContain("--param.model <text>");
    expect(clash.stdout).toContain("--urgent, --no-urgent");
  });

  it.each<[what: string, args: string[], message: RegExp]>([
    ["that is missing", ["story"], /missing: --topic <text>/],
    ["of another type", ["echo", "--max-words", "ten"], /--max-words takes a number, not "ten"/],
    [
      "that is no choice",
      ["story", "--topic", "x", "--tone", "loud"],
      /--tone takes "warm" or "dry", not "loud"/,
    ],
    [
      "that is unknown",
      ["story", "--topik", "x"],
      /unknown option '--topik'[^]*Did you mean --topic\?/,
    ],
    ["without a value", ["story", "--topic"], /--topic <text>' argument missing/],
    [
      "whose value is an option",
      ["story", "--topic", "--fake"],
      /--topic has no value: --fake is an option\. [^]* as --topic=--fake\n/,
    ],
    [
      "whose value is another param",
      ["story", "--topic", "--tone=dry"],
      /--topic has no value: --tone=dry is an option/,
    ],
    [
      "whose value is a call for help",
      ["story", "--topic", "-h"],
      /--topic has no value: -h is an option/,
    ],
    ["beside an option without its value", ["echo", "--model", "--json"], /--model has no value/],
    [
      "that is no option",
      ["story", "AI"],
      /unexpected argument "AI": params are options, such as --topic <text>/,
    ],
    ["of an agent that has none", ["note", "AI"], /unexpected argument "AI": this agent has no/],
    [
      "that breaks a constraint",
      ["story", "--topic", "x".repeat(21)],
      /invalid_params[^]* - topic: /,
    ],
    ["unknown in --params", ["echo", "--params", '{"colour":1}'], /invalid_params[^]*colour/],
    ["that is no JSON as a whole", ["echo", "--params", "{"], /--params is not JSON/],
    [
      "that is not an object as a whole",
      ["echo", "--params", "[]"],
      /--params takes a JSON object/,
    ],
    [
      "in a file that is not there",
      ["echo", "--params", "@none.json"],
      /@none\.json: the file cannot be read/,
    ],
    ["for an agent that is not there", ["stroy"], /no agent "stroy"\. Did you mean story\?/],
    [
      "beside a bad model",
      ["echo", "--model", "gpt"],
      /--model takes "provider\/model", not "gpt"/,
    ],
    ["beside a bad timeout", ["echo", "--timeout", "5"], /--timeout takes a duration/],
    ["beside two forms of output", ["echo", "--json", "--events"], /cannot be used with/],
  ])("%s: a clear message, nothing on stdout, exit code 2", async (_, args, message) => {
    const { code, stdout, stderr } = await project.agents(["run", ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("an execution that does not succeed", () => {
  const topic = ["--topic", "AI"];

  it("keeps what came on stdout, says how far it got, and exits with 1", async () => {
    const { code, stdout, stderr } = await project.agents([
      "run",
      "story",
      ...topic,
      "--model",
      "cut/x",
    ]);
    expect(stdout).toBe(story.slice(0, 6));
    expect(stderr).toMatch(/^✗ interrupted/);
    expect(stderr).toContain("6 characters of text had arrived");
    expect(code).toBe(1);
  });

  it("says what is wrong with an output, each issue with its place", async () => {
    const { code, stdout, stderr } = await project.agents([
      "run",
      "story",
      ...topic,
      "--model",
      "wrong/x",
    ]);
    expect(stdout).toBe('{"title":1}');
    expect(stderr).toMatch(/^✗ invalid_output[^]* - title: [^]* - content: /);
    expect(code).toBe(1);
  });

  it("exits with 124 when a timeout fires", async () => {
    const { code, stderr } = await project.agents([
      "run",
      "story",
      ...topic,
      "--model",
      "stalled/x",
      "--timeout",
      "100ms",
    ]);
    expect(stderr).toMatch(/^✗ timeout/);
    expect(code).toBe(124);
  });

  it("exits with 2 where there is no key, and names the variable", async () => {
    const { code, stderr } = await project.agents([
      "run",
      "story",
      ...topic,
      "--model",
      "openai/gpt-4o",
    ]);
    expect(stderr).toContain("OPENAI_API_KEY");
    expect(code).toBe(2);
  });

  it("is cancelled by Ctrl-C, with the summary still printed", async () => {
    const command = project.start(["run", "story", ...topic, "--model", "slow/x"]);
    const summary = untilSaid(command.stderr, "characters of text had arrived");
    await untilSaid(command.stdout, "{");
    command.kill("SIGINT");
    await summary;
    await once(command, "close");
    expect(command.exitCode).toBe(130);
  });

  it("ends quietly when whoever reads stdout has left", async () => {
    const command = project.start(["run", "story", ...topic, "--model", "slow/x"]);
    let said = "";
    command.stderr.on("data", (chunk) => (said += String(chunk)));
    await untilSaid(command.stdout, "{");
    command.stdout.destroy();
    await once(command, "exit");
    expect(said).toBe("");
    expect(command.exitCode).toBe(0);
  });

  it("shows a stack only under DEBUG=troupe", async () => {
    const { stderr } = await project.agents(["run", "nobody"], { env: { DEBUG: "troupe" } });
    expect(stderr).toMatch(/^ +at /m);
  });
});

describe("a build that is out of date", () => {
  it("is refused with what to run", async () => {
    const stale = cliProject(theatre);
    try {
      expect((await stale.agents(["build"])).code).toBe(0);
      const agent = readFileSync(join(stale.root, "agents/echo.agent.ts"), "utf8");
      stale.write({ "agents/echo.agent.ts": agent.replace("maxWords", "maxLines") });
      const { code, stderr } = await stale.agents(["run", "echo"]);
      expect(stderr).toContain("agents build");
      expect(code).toBe(2);
    } finally {
      stale.remove();
    }
  }, 60_000);
});
