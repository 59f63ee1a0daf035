/** A stay as a story tells it; days in Asia/Shanghai, both included. */
export interface LiveStay {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly probation: boolean;
  /** With which an employment begins; absent where the story does not say. */
  readonly tier?: number;
  /** Of a second post, in percent. */
  readonly share?: number;
}

/** A role as a story tells it. */
export interface LiveRole {
  readonly role: string;
  readonly from: string;
  readonly to: string | null;
}

/** Somebody in a place for a time; both days included, `to` null while it lasts. */
export interface LiveHeld {
  readonly person: string;
  readonly from: string;
  readonly to: string | null;
}

/** Who leads a unit, or a team of it. */
export interface LiveLeader extends LiveHeld {
  readonly unit: string;
  readonly office: string;
  readonly team: string | null;
}

export interface LivePerson {
  readonly stays: readonly LiveStay[];
  readonly roles: readonly LiveRole[];
  readonly mentors: readonly LiveHeld[];
}
