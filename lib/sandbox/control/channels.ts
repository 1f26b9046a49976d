import { Hono } from "hono";
import { z } from "zod";
import { isUid } from "@/lib/agora/cloud-recording/schemas";
import { personColour, personToneHz, sourceSizes } from "../media/person";
import { isAspect, type NewPerson, type Person, videoCodecs } from "../state/people";
import type { World } from "../world";
import { ControlError, readJson } from "./answers";

const choices = z.strictObject({
  role: z.enum(["host", "audience"]).optional(),
  codec: z.enum(videoCodecs).optional(),
  audio: z.boolean().optional(),
  video: z.boolean().optional(),
  aspect: z
    .string()
    .refine(isAspect, `must be ${Object.keys(sourceSizes).join(", ")}`)
    .optional(),
});

const newcomer = choices.extend({
  uid: z.string().refine(isUid, "must be a whole number from 1 to 4294967295 in quotes"),
});

/** People in and out of the channels, and their cameras and microphones on and off. */
export function channelRoutes(world: World): Hono {
  const { people, clock } = world;
  const app = new Hono();

  app.get("/", (c) => c.json({ channels: people.channels() }));

  app.get("/:channel/people", (c) => c.json({ people: people.in(c.req.param("channel")).map(view) }));

  app.post("/:channel/people", async (c) => {
    const { uid, ...wanted } = await readJson(c, newcomer);
    const person = people.join(c.req.param("channel"), uid, asChoices(wanted), clock.nowMs());
    if (!person) throw new ControlError(409, `uid ${uid} is in this channel already.`);
    return c.json(view(person), 201);
  });

  app.patch("/:channel/people/:uid", async (c) => {
    const wanted = asChoices(await readJson(c, choices));
    const person = people.change(c.req.param("channel"), c.req.param("uid"), wanted, clock.nowMs());
    if (!person) throw notThere(c.req.param("uid"));
    return c.json(view(person));
  });

  app.delete("/:channel/people/:uid", (c) => {
    if (!people.leave(c.req.param("channel"), c.req.param("uid"))) throw notThere(c.req.param("uid"));
    return c.body(null, 204);
  });

  return app;
}

function asChoices({ audio, video, aspect, role, codec }: z.output<typeof choices>): NewPerson {
  return {
    ...(role === undefined ? {} : { role }),
    ...(audio === undefined ? {} : { hasAudio: audio }),
    ...(video === undefined ? {} : { hasVideo: video }),
    ...(aspect === undefined ? {} : { aspect }),
    ...(codec === undefined ? {} : { codec }),
  };
}

function view(person: Person) {
  const { r, g, b } = personColour(Number(person.uid));
  return {
    uid: person.uid,
    role: person.role,
    audio: person.hasAudio,
    video: person.hasVideo,
    aspect: person.aspect,
    codec: person.codec,
    joinedAt: new Date(person.joinedAtMs).toISOString(),
    colour: `#${[r, g, b].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`,
    toneHz: personToneHz(Number(person.uid)),
  };
}

function notThere(uid: string): ControlError {
  return new ControlError(404, `uid ${uid} is not in this channel.`);
}
