/**
 * Reads what ffmpeg prints with `-progress`: blocks of `key=value` lines, each ended by `progress=continue` or
 * `progress=end`.
 */
export class PushProgress {
  #unread = "";
  #frames = 0;
  #bytes = 0;
  #sentBytes = 0;

  /** Takes in some output. True when more has been sent than was known before. */
  read(chunk: string): boolean {
    const lines = `${this.#unread}${chunk}`.split("\n");
    this.#unread = lines.pop() ?? "";
    let isMore = false;
    for (const line of lines) {
      const [key, value = ""] = line.split("=", 2);
      if (key === "frame") this.#frames = Number(value) || 0;
      if (key === "total_size") this.#bytes = Number(value) || 0;
      // The header alone is no picture.
      if (key !== "progress" || this.#frames === 0 || this.#bytes <= this.#sentBytes) continue;
      this.#sentBytes = this.#bytes;
      isMore = true;
    }
    return isMore;
  }
}
