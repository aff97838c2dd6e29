import { Command, Option } from "commander";
import type { BuildCommandOptions } from "./build/build.js";
import type { DoctorCommandOptions } from "./doctor/doctor.js";
import type { ExitCode } from "./outcome/exit-code.js";
import type { InitCommandOptions } from "./init/init.js";
import type { DiffCommandOptions } from "./diff/diff.js";
import type { ListCommandOptions } from "./list/list.js";
import { addNewOptions, type NewOptions } from "./new/new-options.js";
import { readOwnPackage } from "../compiler/own-package.js";
import { addProjectOptions } from "./project/project-options.js";
import type { ProjectOptions } from "./project/project.js";
import { addRenderOptions, renderHelp, type RenderOptions } from "./render/render-options.js";
import { runCommand } from "./outcome/run-command.js";
import { addRunOptions, exitCodeHelp, type RunOptions } from "./run/run-options.js";
import { useOwnOutput } from "./terminal/command-output.js";

/**
 * Runs the command `agents` and ends the process with its exit code. The code of a subcommand is imported
 * when it runs; `agents --help` loads none.
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  await runCommand(async () => {
    let code: ExitCode = 0;
    const program = createProgram((outcome) => (code = outcome));
    await program.parseAsync([...args], { from: "user" });
    return code;
  });
}

/** Declares every subcommand; `end` gets the exit code of the one that ran. */
export function createProgram(end: (code: ExitCode) => void): Command {
  const program = addProjectOptions(useOwnOutput(new Command("agents")))
    .description("LLM agents, declared as classes and compiled to typed functions that stream.")
    .version(readOwnPackage().version, "-v, --version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      "after",
      '\nSet DEBUG=troupe to see stack traces. Run "agents help <command>" for more.',
    );

  declare(
    program,
    "init",
    "set up a project here: a config and a first agent; overwrites nothing",
  ).action(async (_options: unknown, command: Command) => {
    const { initProject } = await import("./init/init.js");
    end(await initProject(command.optsWithGlobals<InitCommandOptions>()));
  });

  addNewOptions(declare(program, "new", "create the file of a new agent; overwrites nothing"))
    .argument("[name]", "its name: story, write-story")
    .addHelpText("after", "\nIn a terminal, it asks for whatever the options do not say.")
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const { newAgent } = await import("./new/new.js");
      end(await newAgent(name, command.optsWithGlobals<NewOptions & ProjectOptions>()));
    });

  declare(program, "build", "compile the agents to typed functions")
    .option("--check", "write nothing; fail if the generated files are stale")
    .option("--force", "compile even if nothing has changed since the last build")
    .option("--strict", "treat warnings as errors")
    .option(
      "--agents-md [file]",
      "maintain a section about the agents in a file (default: AGENTS.md)",
    )
    .option("--watch", "build again after each change, until Ctrl-C")
    .option(
      "--standalone",
      "write output that Node and Deno can load directly, without the sources",
    )
    .addOption(
      new Option("--format <format>", "the format of diagnostics")
        .choices(["text", "json", "github"])
        .default("text"),
    )
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<BuildCommandOptions>();
      if (options.watch) {
        const { watchBuild } = await import("./build/watch.js");
        end(await watchBuild(options));
      } else {
        const { buildProject } = await import("./build/build.js");
        end(await buildProject(options));
      }
    });

  declare(program, "list", "list the agents of the last build, or describe one of them")
    .argument("[agent]", "the agent's name")
    .option("--json", "print their part of the manifest as JSON")
    .action(async (agent: string | undefined, _options: unknown, command: Command) => {
      const { listAgents } = await import("./list/list.js");
      end(await listAgents(agent, command.optsWithGlobals<ListCommandOptions>()));
    });

  declare(program, "doctor", "find problems in the project, and say how to fix them")
    .option("--online", "also send one small request to each provider that agents use")
    .option("--json", "print the findings as one JSON document")
    .action(async (_options: unknown, command: Command) => {
      const { examineProject } = await import("./doctor/doctor.js");
      end(await examineProject(command.optsWithGlobals<DoctorCommandOptions>()));
    });

  addRunOptions(
    declareCall(program, "run", "call an agent and watch it stream", exitCodeHelp),
  ).action(async (agent: string, params: string[], _options: unknown, command: Command) => {
    const { runAgent } = await import("./run/run.js");
    end(await runAgent(agent, params, command.optsWithGlobals<RunOptions & ProjectOptions>()));
  });

  addRenderOptions(
    declareCall(program, "render", "show the request that a call would send", renderHelp),
  ).action(async (agent: string, params: string[], _options: unknown, command: Command) => {
    const { renderAgent } = await import("./render/render.js");
    end(
      await renderAgent(agent, params, command.optsWithGlobals<RenderOptions & ProjectOptions>()),
    );
  });

  declare(program, "diff", "show what changed for callers since another revision")
    .option("--against <ref>", "the git revision to compare with (default: HEAD)")
    .addOption(
      new Option("--format <format>", "the format of the changes")
        .choices(["text", "json", "github", "markdown"])
        .default("text"),
    )
    .option("--fail-on-breaking", "exit with 1 if there is a breaking change")
    .action(async (_options: unknown, command: Command) => {
      const { diffProject } = await import("./diff/diff.js");
      end(await diffProject(command.optsWithGlobals<DiffCommandOptions>()));
    });
  return program;
}

/** A command that calls an agent; `help` is the end of its own help and of each agent's. */
function declareCall(program: Command, name: string, description: string, help: string): Command {
  return (
    declare(program, name, description)
      .argument("<agent>", "the agent's name, as agents list shows it")
      .argument("[params...]", "its params, as options: --topic AI --max-words 200")
      .usage("[options] <agent> --<param> <value> …")
      // The arguments after the agent's name are read when its params are known.
      .passThroughOptions()
      .addHelpText(
        "after",
        `\nRun "agents ${name} <agent> --help" for the params of an agent.\n${help}`,
      )
  );
}

function declare(program: Command, name: string, description: string): Command {
  return addProjectOptions(program.command(name))
    .description(description)
    .allowExcessArguments(false);
}
