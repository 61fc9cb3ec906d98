/** The thread behind one lane of session-lanes.ts: loads the models it is asked for and runs them, one request after the other. */
import { parentPort } from 'node:worker_threads';
import { toAppError } from '#shared/errors.ts';
import type { LaneReply, LaneRequest } from './session-lanes.ts';
import { createSession } from './session.ts';
import type { ModelSession } from './session.ts';

const sessions = new Map<string, ModelSession>();
let turn = Promise.resolve();
parentPort!.on('message', (request: LaneRequest) => {
  turn = turn.then(() => answer(request));
});

async function answer({ modelPath, lighten, input }: LaneRequest): Promise<void> {
  try {
    const known = sessions.get(modelPath);
    const session = known ?? createSession(modelPath, { threads: 1, lighten });
    sessions.set(modelPath, session);
    if (!input) await session.warmUp();
    const output = input ? await session.run(input) : null;
    reply({ output }, output ? [output.data.buffer as ArrayBuffer] : []);
  } catch (error) {
    reply({ error: toAppError(error).toJSON() });
  }
}

const reply = (message: LaneReply, moved: ArrayBuffer[] = []) => parentPort!.postMessage(message, moved);
