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
 * Runs the command `agents` with the arguments of a person, and ends the process with its exit code.
 * The code of a command is imported when it runs: `agents --help` loads none of them.
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  await runCommand(async () => {
    let code: ExitCode = 0;
    const program = createProgram((outcome) => (code = outcome));
    await program.parseAsync([...args], { from: "user" });
    return code;
  });
}

/** Declares every command; `end` gets the exit code of the one that ran. */
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
      '\nSet DEBUG=troupe to see where an error comes from. Run "agents help <command>" for more.',
    );

  declare(
    program,
    "init",
    "begin a project here: a config and a first agent; overwrites nothing",
  ).action(async (_options: unknown, command: Command) => {
    const { initProject } = await import("./init/init.js");
    end(await initProject(command.optsWithGlobals<InitCommandOptions>()));
  });

  addNewOptions(declare(program, "new", "write the file of a new agent; overwrites nothing"))
    .argument("[name]", "what it is called: story, write-story")
    .addHelpText("after", "\nIn a terminal it asks for what the options leave open.")
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const { newAgent } = await import("./new/new.js");
      end(await newAgent(name, command.optsWithGlobals<NewOptions & ProjectOptions>()));
    });

  declare(program, "build", "compile the agents to typed functions")
    .option("--check", "write nothing; fail when what is generated is stale")
    .option("--force", "compile although nothing that the last build read has changed")
    .option("--strict", "take warnings as errors")
    .option("--agents-md [file]", "keep a section on the agents in a file, AGENTS.md by default")
    .option("--watch", "build again with each change, until it is ended")
    .option("--standalone", "make output that Node and Deno load as it is, without the sources")
    .addOption(
      new Option("--format <format>", "how diagnostics are written")
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

  declare(program, "list", "list the agents of the last build, or all that there is to one")
    .argument("[agent]", "the agent's name")
    .option("--json", "print what the manifest says of them")
    .action(async (agent: string | undefined, _options: unknown, command: Command) => {
      const { listAgents } = await import("./list/list.js");
      end(await listAgents(agent, command.optsWithGlobals<ListCommandOptions>()));
    });

  declare(program, "doctor", "look for what keeps agents from working, and say what to do")
    .option("--online", "also send each provider that agents ask one tiny request")
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

  declare(program, "diff", "say what changed for callers since another revision")
    .option("--against <ref>", "the revision of git to compare with (default: HEAD)")
    .addOption(
      new Option("--format <format>", "how changes are written")
        .choices(["text", "json", "github", "markdown"])
        .default("text"),
    )
    .option("--fail-on-breaking", "exit with 1 when there is a breaking change")
    .action(async (_options: unknown, command: Command) => {
      const { diffProject } = await import("./diff/diff.js");
      end(await diffProject(command.optsWithGlobals<DiffCommandOptions>()));
    });
  return program;
}

/** A command that calls an agent; `help` ends its own help and that of each agent. */
function declareCall(program: Command, name: string, description: string, help: string): Command {
  return (
    declare(program, name, description)
      .argument("<agent>", "the agent's name, as agents list shows it")
      .argument("[params...]", "its params, as options: --topic AI --max-words 200")
      .usage("[options] <agent> --<param> <value> …")
      // What follows the agent's name is read once its params are known.
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
