import { build } from "./launcher/build";
import { Crew } from "./launcher/crew";
import { complain, sentenceOf } from "./launcher/say";

/** `npm run build`: builds the console ahead of a start, which then finds it made from these very sources. */
try {
  await build(new Crew(complain), "terminal");
} catch (error) {
  complain(sentenceOf(error));
  process.exitCode = 1;
}
