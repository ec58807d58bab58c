import { AppError } from '../../contract/errors.ts';
import type { Notice } from '../../contract/notices.ts';
import { recordingLimits } from '../../contract/recordings.ts';
import type { DecodedStream } from './decodeStream.ts';
import { reasonIn } from './ffmpeg.ts';
import type { Inspected } from './inspect.ts';

export type Judged = { readonly durationSec: number; readonly codec: string; readonly notices: readonly Notice[] };

/** Complaints of ffmpeg's that mean lost sound, in the wordings of its versions since 2018. */
const lossPattern =
  /Error while decoding stream|Error submitting (a )?packet to (the )?decoder|corrupt input packet|Packet corrupt|decode_frame\(\) failed|invalid residual|[Ff]ile ended prematurely|partial file|Truncating packet|error reading header|stream 0, offset .*: partial/;

/** A declared length may be this much off without meaning anything. */
const toleranceSec = 0.3;
const toleranceRatio = 0.02;

/**
 * What a decoded file is worth: its measures, or the one reason why it cannot be used.
 * @throws AppError FFMPEG_FAILED, NOT_AUDIO, NO_AUDIO_IN_FILE, AUDIO_CORRUPT or AUDIO_TOO_SHORT
 */
export function judge(file: { path: string; name: string }, inspected: Inspected, decoded: DecodedStream): Judged {
  const { format, sampleCount, messages } = decoded;
  // Ended from outside, for want of memory perhaps: what came until then must not pass for the whole recording.
  if (decoded.exitCode === null) throw new AppError('FFMPEG_FAILED', { file: file.name, reason: 'killed' });
  const described = messages.split('Output #0')[0] ?? '';
  if (!format || sampleCount === 0) throw whyNothing(file, inspected, decoded, described);
  const durationSec = sampleCount / format.sampleRate;
  if (durationSec < recordingLimits.minimumSec) {
    throw new AppError('AUDIO_TOO_SHORT', { file: file.name, durationSec, minimumSec: recordingLimits.minimumSec });
  }
  const isPartial = inspected.isCutShort || lossPattern.test(messages) || isShorterThanDeclared(described, durationSec);
  const notices: Notice[] = [];
  if (format.channels > 1) notices.push({ code: 'MIXED_TO_MONO', details: { channels: format.channels } });
  if (isPartial) notices.push({ code: 'READ_PARTLY', details: { readSec: durationSec } });
  if (decoded.badSampleCount > 0)
    notices.push({ code: 'BAD_SAMPLES_REPLACED', details: { count: decoded.badSampleCount } });
  return { durationSec, codec: /Audio: (\w+)/.exec(described)?.[1] ?? 'unknown', notices };
}

function whyNothing(
  file: { path: string; name: string },
  inspected: Inspected,
  decoded: DecodedStream,
  described: string,
): AppError {
  const wasOpened = described.includes('Input #0');
  if (wasOpened && !described.includes('Audio:')) return new AppError('NO_AUDIO_IN_FILE', { file: file.name });
  if (!wasOpened && !inspected.looksLikeAudio) return new AppError('NOT_AUDIO', { file: file.name });
  const isWhole = wasOpened && decoded.exitCode === 0 && !inspected.isCutShort && !lossPattern.test(decoded.messages);
  if (isWhole)
    return new AppError('AUDIO_TOO_SHORT', { file: file.name, durationSec: 0, minimumSec: recordingLimits.minimumSec });
  return new AppError('AUDIO_CORRUPT', { file: file.name, reason: reasonIn(decoded.messages, file.path) });
}

/** Compares with the container's own length, where that speaks of the sound alone and is no estimate. */
function isShorterThanDeclared(described: string, durationSec: number): boolean {
  const hasPicture = described
    .split('\n')
    .some((line) => /Stream #.*Video:/.test(line) && !line.includes('attached pic'));
  const declared = /Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(described);
  if (!declared || hasPicture || described.includes('Estimating duration')) return false;
  const declaredSec = Number(declared[1]) * 3600 + Number(declared[2]) * 60 + Number(declared[3]);
  return durationSec < declaredSec - Math.max(toleranceSec, toleranceRatio * declaredSec);
}
