/**
 * What a build costs: `npm run bench:build -- [--rounds 7] [--sizes 10,100,1000] [--write]`. Projects
 * are generated; commands are processes of their own and take turns, so that what else the machine does
 * meets all of them. `--write` writes docs/benchmarks-build.md.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeBamlProject } from "./baml-project.ts";
import { documentOf, tableOf } from "./document.ts";
import { type Cost, measure } from "./measure.ts";
import { type BenchProject, writeProject } from "./project.ts";
import type { Figures, SizeResult } from "./result.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(repository, "node_modules/typescript/bin/tsc");
const bamlCli = join(here, "../node_modules/.bin/baml-cli");

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    sizes: { type: "string", default: "10,100,1000" },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a number from 1");

const results = values.sizes.split(",").map((size) => measureSize(Number(size)));
for (const result of results) console.log(`\n${tableOf(result)}\n`);
if (values.write) {
  const page = join(repository, "docs/benchmarks-build.md");
  writeFileSync(page, documentOf(results, rounds));
  execFileSync(join(repository, "node_modules/.bin/oxfmt"), [page], { stdio: "inherit" });
}

function measureSize(agents: number): SizeResult {
  const folder = mkdtempSync(join(tmpdir(), "troupe-bench-build-"));
  try {
    const project = writeProject(join(folder, "app"), agents);
    chmodSync(project.binary, 0o755);
    const commands = commandsOf(project, folder, agents);
    const figures: Record<keyof Figures, Cost[]> = {
      node: [],
      cold: [],
      unchanged: [],
      check: [],
      changed: [],
      forced: [],
      tsc: [],
      baml: [],
    };
    // The first round fills the file system's cache.
    for (let round = -1; round < rounds; round += 1) {
      process.stderr.write(`${agents} agents, round ${round + 1} of ${rounds}\n`);
      for (const [name, run] of commands) {
        const cost = run(round);
        if (round >= 0) figures[name].push(cost);
      }
    }
    return { agents, figures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Command = readonly [name: keyof Figures, run: (round: number) => Cost];

/** In an order in which each finds what it needs: a cold build leaves what the others begin with. */
function commandsOf(project: BenchProject, folder: string, agents: number): Command[] {
  const { root, binary } = project;
  const commands: Command[] = [
    ["node", () => measure(["node", "-e", "0"], root)],
    [
      "cold",
      () => {
        project.forget();
        return measure([binary, "build"], root, emptyFolder(folder));
      },
    ],
    ["unchanged", () => measure([binary, "build"], root)],
    ["check", () => measure([binary, "build", "--check"], root)],
    [
      "changed",
      (round) => {
        project.changeOne(round);
        return measure([binary, "build"], root);
      },
    ],
    ["forced", () => measure([binary, "build", "--force"], root)],
    ["tsc", () => measure([process.execPath, tsc, "--noEmit"], root)],
  ];
  if (existsSync(bamlCli)) {
    const source = writeBamlProject(join(folder, "baml"), agents);
    commands.push(["baml", () => measure([bamlCli, "generate", "--from", source], folder)]);
  }
  return commands;
}

/** What a program keeps in the system's temporary folder is gone for a cold build: tsx keeps much. */
function emptyFolder(folder: string): { readonly TMPDIR: string } {
  return { TMPDIR: mkdtempSync(join(folder, "tmp-")) };
}
