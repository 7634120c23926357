import type { ComponentProps } from 'react';
import { useLayoutEffect, useRef } from 'react';

interface PictureProps extends Pick<ComponentProps<'video'>, 'onDoubleClick'> {
  track: MediaStreamTrack;
  className: string | undefined;
}

/** A live picture without sound (voices are played by audio-out.ts); transparent until its first frame. */
export function Picture({ track, className, onDoubleClick }: PictureProps) {
  const ref = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const video = ref.current;
    if (!video) return undefined;
    video.srcObject = new MediaStream([track]);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={ref}
      className={className}
      muted
      autoPlay
      playsInline
      aria-hidden="true"
      onDoubleClick={onDoubleClick}
    />
  );
}
