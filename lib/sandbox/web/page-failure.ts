/** Why a page is no longer recorded, as event 71 numbers it (contract §5.3). */
export const failureCodes = {
  startEngineFailed: 3,
  pageLoadTimeout: 4,
  accessUrlFailed: 5,
  recorderError: 6,
} as const;

export type PageFailureCode = (typeof failureCodes)[keyof typeof failureCodes];

/** A page cannot be recorded, or no longer. The message is one sentence and holds nothing of the address. */
export class PageFailure extends Error {
  override readonly name = "PageFailure";

  constructor(
    readonly code: PageFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The address of a web page, or a failure: a recorder reads no files and no other protocol. */
export function webAddress(url: string): URL {
  const address = URL.parse(url);
  if (address?.protocol === "http:" || address?.protocol === "https:") return address;
  throw new PageFailure(failureCodes.accessUrlFailed, "The address is not that of a web page.");
}

/** Refuses what servers say of pages that cannot be had: such a page ends the recording (contract §2.7). */
export function refuseStatus(status: number): void {
  if (status < 400) return;
  throw new PageFailure(failureCodes.accessUrlFailed, `The page was answered with HTTP ${status}.`);
}
