import { AppError } from '../../contract/errors.ts';

/** The first ffmpeg that answers: the user's own setting, ffmpeg-static, the system's, @ffmpeg-installer. @throws AppError FFMPEG_MISSING */
export function locateFfmpeg(userPath: string | null): Promise<string> {
  return Promise.reject(new AppError('FFMPEG_MISSING', { tried: userPath ?? '' }));
}
