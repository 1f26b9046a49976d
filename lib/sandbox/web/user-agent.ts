/** What Agora's recorder was seen to call itself (contract §2.7). */
const recorderProduct = "AgoraWebView/2.13.14";

/** How a recorded page sees its browser: Chrome of the real version, and the recorder's name. */
export function userAgent(browserVersion: string, isMobile: boolean): string {
  const chrome = `Chrome/${browserVersion.split(".")[0] ?? browserVersion}.0.0.0`;
  const [system, browser] = isMobile ? ["Linux; Android 10; K", `${chrome} Mobile`] : ["X11; Linux x86_64", chrome];
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${browser} Safari/537.36 ${recorderProduct}`;
}

/** How the recorder names itself where it has no browser. */
export const plainUserAgent = recorderProduct;
