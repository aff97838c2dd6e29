/** The exit codes of every subcommand. `timeout` is GNU timeout's, `cancelled` is that of SIGINT. */
export const exitCode = {
  success: 0,
  failed: 1,
  usage: 2,
  timeout: 124,
  cancelled: 130,
} as const;

/** One of {@link exitCode}. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
