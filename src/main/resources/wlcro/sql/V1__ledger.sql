-- The ledger, version 1. Runs on SQLite and on PostgreSQL, as the dialects adapt it. All times are milliseconds since 1970; a SMALLINT
-- is a flag, 0 or 1; hashes and encrypted texts are bytes.

-- The processes that use the ledger, and their leases. Each write transaction of a process increments "beat" (its heartbeat) and
-- extends "lease_until" until then; a process whose lease has expired is considered dead. After a commit that failed with an
-- I/O error, "beat" shows whether the transaction was committed. "process" identifies the operating-system process, so that
-- another process on the same machine can see that it has died before its lease expires.
CREATE TABLE wlcro_owner (
  number BIGINT PRIMARY KEY,
  beat BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  process TEXT NOT NULL
);

-- Accounts: a company of the CRM at one address. Every record belongs to the account whose API key sent it. "company" is null
-- while the company is unknown.
CREATE TABLE wlcro_account (
  id BYTEA PRIMARY KEY,
  address TEXT NOT NULL,
  company TEXT,
  created BIGINT NOT NULL
);
CREATE INDEX wlcro_account_company ON wlcro_account (address, company);

-- The connection names and API keys that an account was used with. "key_id" is a hash of the key; no key is stored.
CREATE TABLE wlcro_key (
  connection TEXT NOT NULL,
  address TEXT NOT NULL,
  key_id TEXT NOT NULL,
  account BYTEA NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (connection, address, key_id)
);
CREATE INDEX wlcro_key_id ON wlcro_key (key_id);

-- One row per record. The columns that are not self-explanatory:
--   account          the account that the record belongs to; null if it was unknown when the record was stored
--   identity         a hash by which a repeat is recognised, of the external_id or of the idempotency key; null if there is none
--   former_identity  only for a row of an import that was corrected after it had failed: its identity before the correction
--   person           only for a row of an import that is identified by an external_id: a hash of the person it describes
--   row_hash         only for a row of an import: a hash of the content of the row, if equal rows are one record
--   series           only for a row of an import: the series of imports that it belongs to
--   permanent        1 if a repeat is recognised for as long as the entry is kept, 0 if only within the idempotency window
--   seq              the order of the entries of one identity
--   content          a hash of the request
--   owner            the process that works on the record, or worked on it last
--   repeatable       1 if the request can be sent again without creating a second record
--   keep             1 if the record enters the list of failed records when it fails
--   applied          0 only if it is certain that the API has not applied the request
--   sent             1 as soon as a request may have reached the API; also 1 if that is unknown
--   recovered        1 if another process stored the outcome because the owner had died
--   listed           1 while the entry is in the list of failed records
--   resolved_by      the later entry that made this failure obsolete
--   caller           who may ask for the outcome of a queued record, as the gateway or a route names its callers
--   target           a hash of the record of the API that the path names; null if it names none
CREATE TABLE wlcro_entry (
  id BIGINT PRIMARY KEY,
  account BYTEA,
  connection TEXT NOT NULL,
  action TEXT NOT NULL,
  identity BYTEA,
  former_identity BYTEA,
  person BYTEA,
  row_hash BYTEA,
  series TEXT,
  permanent SMALLINT NOT NULL DEFAULT 0,
  seq BIGINT NOT NULL,
  content BYTEA NOT NULL,
  state TEXT NOT NULL,
  owner BIGINT NOT NULL,
  repeatable SMALLINT NOT NULL,
  keep SMALLINT NOT NULL,
  applied SMALLINT NOT NULL,
  sent SMALLINT NOT NULL,
  recovered SMALLINT NOT NULL,
  listed SMALLINT NOT NULL,
  attempts INTEGER NOT NULL,
  status INTEGER NOT NULL,
  body BYTEA,
  answer BYTEA,
  reason TEXT,
  error BYTEA,
  resolved_by BIGINT,
  caller TEXT,
  target BYTEA,
  created BIGINT NOT NULL,
  ended BIGINT
);

-- The entries of one identity in order. The unique index guarantees that at most one of them is in flight.
CREATE INDEX wlcro_entry_identity ON wlcro_entry (identity, seq) WHERE identity IS NOT NULL;
CREATE UNIQUE INDEX wlcro_entry_one_in_flight ON wlcro_entry (identity) WHERE identity IS NOT NULL AND state = 'in-flight';
-- Further ways to recognise a row of an import.
CREATE INDEX wlcro_entry_former ON wlcro_entry (former_identity) WHERE former_identity IS NOT NULL;
CREATE INDEX wlcro_entry_person ON wlcro_entry (person) WHERE person IS NOT NULL;
CREATE INDEX wlcro_entry_row ON wlcro_entry (row_hash) WHERE row_hash IS NOT NULL;
CREATE INDEX wlcro_entry_series ON wlcro_entry (series) WHERE listed = 1 AND series IS NOT NULL;
-- To recognise the same body from the same caller, who repeats it because the response was lost.
CREATE INDEX wlcro_entry_caller ON wlcro_entry (caller, content, created) WHERE caller IS NOT NULL;
-- The last update of a record of the API: only an equal update that follows it directly is a repeat.
CREATE INDEX wlcro_entry_target ON wlcro_entry (target, created) WHERE target IS NOT NULL;
-- The entries that a process has in flight; the list of failed records; and the other entries that have ended, in the order of the
-- purge. (With those that have not ended, each record would be put into the last index twice.)
CREATE INDEX wlcro_entry_in_flight ON wlcro_entry (owner) WHERE state = 'in-flight';
CREATE INDEX wlcro_entry_listed ON wlcro_entry (ended, id, connection, state, action, reason, account) WHERE listed = 1;
CREATE INDEX wlcro_entry_listed_identity ON wlcro_entry (identity) WHERE listed = 1;
CREATE INDEX wlcro_entry_settled ON wlcro_entry (ended, connection, state, account) WHERE listed = 0 AND ended IS NOT NULL;

-- Queued records. A row exists from the moment the record is accepted until its entry has ended and its outcome was delivered.
--   position   the order of acceptance
--   order_key  what must be sent in order: a hash of the API's record in the path, else the identity; null if the order does not matter
--   head       1 for the first row of its order key; only this one may be sent
--   raised     1 if its priority is raised because a caller waits for it
--   owner      the process that has claimed it; null if none has
--   due        the earliest time of the next attempt
--   tries      how often it was claimed to be sent, or, after its end, for the delivery of its outcome
--   forced     1 if it is sent although the outcome of an earlier attempt is unknown
--   ended      1 if only the outcome remains to be delivered, to the endpoint named by "reply_to"
--   stored     what the caller stored beside the record, to get it back with the outcome
CREATE TABLE wlcro_queue (
  entry BIGINT PRIMARY KEY,
  position BIGINT NOT NULL,
  account BYTEA NOT NULL,
  connection TEXT NOT NULL,
  order_key BYTEA,
  head SMALLINT NOT NULL,
  raised SMALLINT NOT NULL,
  owner BIGINT,
  due BIGINT NOT NULL,
  tries INTEGER NOT NULL,
  forced SMALLINT NOT NULL,
  ended SMALLINT NOT NULL,
  reply_to TEXT,
  stored BYTEA,
  created BIGINT NOT NULL
);
-- The next row to send; the oldest row of a connection; the order of one key; the claims of a process; the outcomes to deliver.
CREATE INDEX wlcro_queue_next ON wlcro_queue (account, connection, raised DESC, position) WHERE owner IS NULL AND head = 1;
CREATE INDEX wlcro_queue_line ON wlcro_queue (account, connection, position) WHERE ended = 0;
CREATE INDEX wlcro_queue_order ON wlcro_queue (order_key, position) WHERE order_key IS NOT NULL;
CREATE INDEX wlcro_queue_owner ON wlcro_queue (owner) WHERE owner IS NOT NULL;
CREATE INDEX wlcro_queue_reply ON wlcro_queue (reply_to, due) WHERE ended = 1;

-- The number of queued records of each connection, updated in the same transactions, so that they need not be counted. The
-- total and the last position are numbers in wlcro_meta.
CREATE TABLE wlcro_queue_size (
  account BYTEA NOT NULL,
  connection TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (account, connection)
);

-- The number of queued records of each caller, so that no caller can fill the queue for all others.
CREATE TABLE wlcro_queue_caller (
  caller TEXT PRIMARY KEY,
  number BIGINT NOT NULL
);

-- Imports of notes and updates, for which equal rows may be intended more than once.
--   series    the same for all imports that continue one another
--   path      a hash of the account, the action and the path of the file
--   content   a hash of the account, the action and the content of the file
--   state     running, done, failed or stopped; stays "running" if the process dies
--   sent      how many records were applied, or may have been
--   unlisted  how many failures are only in the file of failed records, and not in the list of failed records
CREATE TABLE wlcro_import (
  id BIGINT PRIMARY KEY,
  series TEXT NOT NULL,
  path BYTEA NOT NULL,
  content BYTEA NOT NULL,
  state TEXT NOT NULL,
  sent BIGINT NOT NULL,
  unlisted BIGINT NOT NULL,
  started BIGINT NOT NULL,
  ended BIGINT
);
CREATE INDEX wlcro_import_path ON wlcro_import (path, id);
CREATE INDEX wlcro_import_content ON wlcro_import (content, id);
CREATE INDEX wlcro_import_series ON wlcro_import (series);

-- The permits of an API key, shared by all processes. A permit is free if "free_at" has passed. "token" is incremented each time
-- it is taken, so that only its latest holder can change it.
CREATE TABLE wlcro_permit (
  key_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  token BIGINT NOT NULL,
  free_at BIGINT NOT NULL,
  PRIMARY KEY (key_id, number)
);
CREATE INDEX wlcro_permit_free ON wlcro_permit (key_id, free_at, number);

-- The keys for which no requests are sent until "until", shown by the status commands of all processes. The state remains valid
-- until "valid_until": after "until", perhaps nobody has tried the connection again yet.
CREATE TABLE wlcro_pause (
  key_id TEXT PRIMARY KEY,
  until BIGINT NOT NULL,
  valid_until BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL
);
