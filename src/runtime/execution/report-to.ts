import type { ResolvedConfig, SubscriberFailure } from "../../config/config.js";

/** Tells the config of a failure. The reporter is the last resort; its own failure, in a promise or not, has nowhere to go. */
export function reportTo(
  { onSubscriberError }: Pick<ResolvedConfig, "onSubscriberError">,
  failure: SubscriberFailure,
): void {
  void new Promise((resolve) => resolve(onSubscriberError(failure))).catch(() => {});
}
