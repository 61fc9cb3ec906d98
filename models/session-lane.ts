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

async function answer(request: LaneRequest): Promise<void> {
  const { modelPath, lighten, threads } = request;
  try {
    const session = sessions.get(modelPath) ?? createSession(modelPath, { threads, lighten });
    sessions.set(modelPath, session);
    if (request.wanted === 'nothing') {
      await session.warmUp();
      reply({ output: null });
    } else if (request.wanted === 'maxima') reply({ output: await session.runForMaxima(request.input) });
    else {
      const output = await session.run(request.input);
      reply({ output }, [output.data.buffer as ArrayBuffer]);
    }
  } catch (error) {
    reply({ error: toAppError(error).toJSON() });
  } finally {
    // Samples came with the request; the garbage collector would let those of a whole page gather.
    if (request.wanted !== 'nothing') (request.input.data.buffer as ArrayBuffer).transfer(0);
  }
}

const reply = (message: LaneReply, moved: ArrayBuffer[] = []) => parentPort!.postMessage(message, moved);
