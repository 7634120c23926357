/** The codes Cloudflare documents for this API (realtime/sfu/observability/error-codes). */
export type ErrorCode =
  | 'unauthorized'
  | 'not_found'
  | 'decoding_error'
  | 'invalid_params'
  | 'payload_too_large'
  | 'session_error'
  | 'invalid_session_description'
  | 'not_found_track_error'
  | 'empty_track_error'
  | 'repeated_local_track_error'
  | 'update_track_error'
  | 'close_track_error'
  | 'internal_error';

/** What failed in one entry of `tracks` or `dataChannels`; the request itself is answered 200. */
export interface ItemError {
  errorCode: ErrorCode;
  errorDescription: string;
}

export function itemError(errorCode: ErrorCode, errorDescription: string): ItemError {
  return { errorCode, errorDescription };
}

/** A refusal of the whole request. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode;

  constructor(status: number, code: ErrorCode, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

export function undecodable(description: string): ApiError {
  return new ApiError(400, 'decoding_error', description);
}

export function invalidParams(description: string): ApiError {
  return new ApiError(406, 'invalid_params', description);
}

export function invalidDescription(description: string): ApiError {
  return new ApiError(406, 'invalid_session_description', description);
}

export function notConnected(description = 'The session is not connected yet'): ApiError {
  return new ApiError(425, 'session_error', description);
}

export function sessionGone(): ApiError {
  return new ApiError(410, 'session_error', 'The session is unknown, expired or closed');
}
