import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { cliProject, type CliProject } from "./cli-project.js";

let project: CliProject;
beforeAll(() => (project = cliProject()));
afterAll(() => project.remove());

describe("agents", () => {
  it("says its version", async () => {
    const { code, stdout } = await project.agentsAlone(["--version"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${packageJson.version}\n` });
  });

  it("lists its commands", async () => {
    const { code, stdout } = await project.agentsAlone(["--help"]);
    expect(stdout).toMatch(/init [^]*build [^]*list [^]*run /);
    expect(code).toBe(0);
  });

  it.each([
    ["command", ["biuld"], /unknown command 'biuld'[^]*Did you mean build\?/],
    ["option", ["build", "--chek"], /unknown option '--chek'[^]*Did you mean --check\?/],
    ["format", ["build", "--format", "xml"], /Allowed choices are text, json, github/],
    ["argument", ["list", "story", "poem"], /too many arguments/],
  ])("refuses an unknown %s with exit code 2", async (_, args, message) => {
    const { code, stdout, stderr } = await project.agentsAlone(args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("says which Node it needs on an older one, and loads nothing", async () => {
    const pretend = `Object.defineProperty(process.versions, "node", { value: "20.20.2" })`;
    const { code, stderr } = await project.agentsAlone(["build"], {
      node: ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`],
    });
    expect(stderr).toBe("error: troupe needs Node 22.13 or later, and this is Node 20.20.2.\n");
    expect(code).toBe(2);
  });
});
