import { cpus, release, totalmem, type } from "node:os";
import { count, times } from "../report/write-number.ts";
import { figureOf, ratioOf, type Figures, type SizeResult } from "./result.ts";

const titles: Readonly<Record<keyof Figures, string>> = {
  node: "`node -e 0`",
  cold: "`agents build`, cold",
  unchanged: "`agents build`, nothing changed",
  check: "`agents build --check`, nothing changed",
  changed: "`agents build`, one agent changed",
  forced: "`agents build --force`",
  tsc: "`tsc --noEmit`",
  baml: "`baml-cli generate`",
};

/** docs/benchmarks-build.md: everything in it comes from the run. */
export function documentOf(results: readonly SizeResult[], rounds: number): string {
  const sections = [
    `# What a build costs\n\n<!-- Written by \`npm run bench:build -- --write\`. Do not edit. -->\n\n${introduction(rounds)}`,
    `## Targets\n\n${targetTable(results)}`,
    ...results.map((result) => `## ${result.agents} agents\n\n${tableOf(result)}`),
    `## The machine\n\n${machine()}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function introduction(rounds: number): string {
  return `Generated projects: a quarter of the agents each has a text answer, a schema in a shared file, a base class with a shared type, tools. Every command is a process of its own, started as a person starts it (\`node_modules/.bin/agents\`, Node's own start included); they take turns for ${rounds} ${rounds === 1 ? "round" : "rounds"}, and the tables show medians. A ratio is taken within each round. CPU is user and system time, child processes included.

- **cold**: no output, nothing in \`node_modules/.cache\`, and an empty temporary folder.
- **nothing changed**: the hashes of everything that the last build read are compared; neither TypeScript nor the config is loaded.
- **one agent changed**: that agent is analysed and loaded, and all are checked.
- **\`--force\`**: everything is analysed and loaded; Node has kept what it compiled of the packages.
- \`tsc\` is TypeScript 7 on the same project with what is generated; \`baml-cli\` has functions of the same kinds, and checks no TypeScript.

\`\`\`sh
npm run bench:build                                  # prints the tables
npm run bench:build -- --sizes 100 --rounds 15
npm run bench:build -- --write                       # writes this page
\`\`\``;
}

/** The figures of one size in Markdown. */
export function tableOf({ figures, agents }: SizeResult): string {
  const names = (Object.keys(titles) as (keyof Figures)[]).filter(
    (name) => figures[name].length > 0,
  );
  const rows = names.map((name) => {
    const of = figures[name];
    return [
      titles[name],
      count(figureOf(of, "wallMs")),
      count(figureOf(of, "cpuMs")),
      times(ratioOf(of, figures.node)),
      times(ratioOf(of, figures.tsc)),
    ];
  });
  const head = [`${agents} agents`, "wall ms", "CPU ms", "× `node -e 0`", "× `tsc`"];
  return [head, ["---", "---:", "---:", "---:", "---:"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function targetTable(results: readonly SizeResult[]): string {
  const hundred = results.find(({ agents }) => agents === 100)?.figures;
  const thousand = results.find(({ agents }) => agents === 1_000)?.figures;
  const targets: [what: string, limit: number, measured: number][] = [];
  if (hundred) {
    const { node, tsc, cold, unchanged, changed } = hundred;
    targets.push(
      ["nothing changed of 100: wall time over `node -e 0`", 2.5, ratioOf(unchanged, node)],
      ["cold, 100: wall time over `tsc --noEmit`", 2, ratioOf(cold, tsc)],
      ["one changed of 100: wall time over `tsc --noEmit`", 1, ratioOf(changed, tsc)],
    );
  }
  if (hundred && thousand) {
    const growth = figureOf(thousand.cold, "wallMs") / figureOf(hundred.cold, "wallMs");
    targets.push(["cold: 1,000 agents over 100", 12, growth]);
  }
  return [
    "| | at most | this run | |",
    "| --- | ---: | ---: | --- |",
    ...targets.map(([what, limit, measured]) => {
      const verdict = measured <= limit ? "met" : "**not met**";
      return `| ${what} | ${limit} | ${times(measured)} | ${verdict} |`;
    }),
  ].join("\n");
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 1_073_741_824);
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${processors.length} cores (${processors[0]?.model.trim() ?? "unknown"}), ${memory} GB of memory, ${type()} ${release()}, Node ${process.versions.node}.`;
}
