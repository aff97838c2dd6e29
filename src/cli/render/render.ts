import { resolve } from "node:path";
import type { Attachment } from "../../model/content.js";
import type { RenderedRequest } from "../../model/provider.js";
import type { CallOptions } from "../../runtime/call/caller.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { createPaint, type Paint } from "../terminal/paint.js";
import type { ProjectOptions } from "../project/project.js";
import { prepareCall } from "../run/prepare-call.js";
import { openStdout } from "../terminal/stdout.js";
import { addRenderOptions, renderHelp, type RenderOptions } from "./render-options.js";
import { takeFirstRequest } from "./take-first-request.js";

/** Longer than making any prompt takes; the agent's own limits are for the model. */
const patience = "1h";

/**
 * `agents render`: shows the first request that a call of an agent would send, and sends nothing.
 *
 * @param before - the options before the agent's name
 * @param args - the arguments after it: the params and more options, which take precedence
 */
export async function renderAgent(
  name: string,
  args: readonly string[],
  before: RenderOptions & ProjectOptions,
): Promise<ExitCode> {
  const command = { name: "render", addOptions: addRenderOptions, help: renderHelp };
  const { project, caller, params, context, options } = await prepareCall(
    command,
    name,
    args,
    before,
  );
  const callOptions = { ...toCallOptions(options, project.root), context };
  const request = await takeFirstRequest(project.config, () => caller(params, callOptions));
  const body = `${JSON.stringify(request.body, undefined, 2)}\n`;
  const head = options.json ? "" : headOf(request, createPaint(process.stdout));
  const stdout = openStdout();
  await stdout.write(head);
  await stdout.writeData(body);
  return exitCode.success;
}

function toCallOptions(options: RenderOptions, root: string): CallOptions {
  return {
    model: options.model,
    streaming: options.stream,
    attachments: options.attach?.map((file) => toAttachment(file, root)),
    // A cached answer would make no request.
    cache: false,
    timeout: { total: patience, firstToken: patience, idle: patience },
  };
}

function toAttachment(file: string, root: string): Attachment {
  return /^(?:https?|data):/i.test(file) ? { url: file } : { path: resolve(root, file) };
}

/** Everything except the body, as in HTTP. */
function headOf({ method, url, headers }: RenderedRequest, paint: Paint): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${paint.dim(`${name}:`)} ${value ?? paint.dim("(not shown)")}`,
  );
  return [paint.bold(`${method} ${url}`), ...lines, "", ""].join("\n");
}
