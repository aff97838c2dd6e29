/** What the command's exit codes mean, for every subcommand. `timeout` is that of GNU timeout, `cancelled` that of SIGINT. */
export const exitCode = {
  success: 0,
  failed: 1,
  usage: 2,
  timeout: 124,
  cancelled: 130,
} as const;

/** One of {@link exitCode}. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
