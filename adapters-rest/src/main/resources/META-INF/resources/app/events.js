/** Reads server-sent events by hand, since the browser's EventSource cannot send a key. */
import { send } from './api.js';

/**
 * The events of a path below /api/v1 as they come, each with its name and its data read as JSON; comments are left out.
 * It ends when the server closes the stream.
 *
 * @param {AbortSignal} signal
 * @throws {Problem} if the server refuses or does not answer
 */
export async function* events(path, signal) {
  const answer = await send(path, { accept: 'text/event-stream', signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop();
    for (const block of blocks) {
      const event = parsed(block);
      if (event) yield event;
    }
  }
}

function parsed(block) {
  let name = 'message';
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return data.length ? { name, data: JSON.parse(data.join('\n')) } : undefined;
}
