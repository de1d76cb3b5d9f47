"""The store of several machines: Valkey or Redis, votes by one script each, changes by pub/sub.

It needs the package redis, of the extra `rooms`.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from lstm_core.room.store import (
    MOST_ROOMS,
    MOST_VOTERS,
    PRESENT,
    SECONDS,
    Counts,
    Kept,
    Outcome,
    StoreUnreachable,
)
from lstm_core.room.tally import Votes

CHANNEL = "lstm:changes"
ROOMS = "lstm:rooms"  # the codes that are taken, by the time when they are free again
TIMEOUT = 1.0  # seconds that an answer may take
RETRY = 0.2  # seconds until it is listened to again
SILENT = 1.0  # seconds without a question after an answer that did not come
# All keys of a room carry its code in braces, and end when it does.
PARTS = ("", ":seen", ":lost", ":hand")

# KEYS: room, seen, part; ARGV: voter, now, most voters, and what is done once the voter is in
ENTER = """
local ends = redis.call('HGET', KEYS[1], 'ends')
if not ends or tonumber(ends) < tonumber(ARGV[2]) then return 'no_room' end
if not redis.call('ZSCORE', KEYS[2], ARGV[1])
  and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then return 'full' end
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('EXPIREAT', KEYS[2], math.ceil(ends))
"""
PULSE = """
redis.call('HINCRBY', KEYS[1], 'pulse', 1)
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 'counted'
"""
VOTE = (
    ENTER
    + """
local open = redis.call('HMGET', KEYS[1], 'poll', 'round')
if open[1] ~= ARGV[6] or open[2] ~= ARGV[7] or ARGV[7] == '0' then
  return redis.call('HGET', KEYS[3], ARGV[1]) == ARGV[8] and 'counted' or 'closed'
end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[8])
redis.call('EXPIREAT', KEYS[3], math.ceil(ends))
"""
    + PULSE
)
SIGNAL = (
    ENTER
    + """
redis.call(ARGV[6] == '1' and 'SADD' or 'SREM', KEYS[3], ARGV[1])
redis.call('EXPIREAT', KEYS[3], math.ceil(ends))
"""
    + PULSE
)
# KEYS: room, seen; ARGV: most voters, now, channel, code, voters
ARRIVE = """
local ends = redis.call('HGET', KEYS[1], 'ends')
if not ends or tonumber(ends) < tonumber(ARGV[2]) then return 0 end
local left = tonumber(ARGV[1]) - redis.call('ZCARD', KEYS[2])
for k = 5, #ARGV do
  if redis.call('ZSCORE', KEYS[2], ARGV[k]) then
    redis.call('ZADD', KEYS[2], ARGV[2], ARGV[k])
  elseif left > 0 then
    redis.call('ZADD', KEYS[2], ARGV[2], ARGV[k])
    left = left - 1
  end
end
redis.call('EXPIREAT', KEYS[2], math.ceil(ends))
redis.call('HINCRBY', KEYS[1], 'pulse', 1)
redis.call('PUBLISH', ARGV[3], ARGV[4])
return 1
"""
# KEYS: room, what is lowered; ARGV: channel, code
LOWER = """
redis.call('DEL', KEYS[2])
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HINCRBY', KEYS[1], 'pulse', 1)
redis.call('PUBLISH', ARGV[1], ARGV[2])
return 1
"""
# KEYS: room, rooms; ARGV: code, now, ends, most rooms, then the fields
CREATE = """
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 0 end
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'ends', ARGV[3], unpack(ARGV, 5))
redis.call('EXPIREAT', KEYS[1], math.ceil(ARGV[3]))
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return 1
"""
# KEYS: room; ARGV: now, board, poll, round, channel, code
SHOW = """
local ends = redis.call('HGET', KEYS[1], 'ends')
if not ends or tonumber(ends) < tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'board', ARGV[2], 'poll', ARGV[3], 'round', ARGV[4])
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('PUBLISH', ARGV[5], ARGV[6])
return 1
"""


class ValkeyStore:
    """See `Store`. Safe from any thread."""

    def __init__(self, url: str) -> None:
        import redis

        self.errors = (redis.RedisError, OSError)
        options: Any = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
        self.client: Any = redis.Redis.from_url(
            url.replace("valkey://", "redis://"), decode_responses=True, **options
        )
        self.create_script: Any = self.client.register_script(CREATE)
        self.vote_script: Any = self.client.register_script(VOTE)
        self.signal_script: Any = self.client.register_script(SIGNAL)
        self.show_script: Any = self.client.register_script(SHOW)
        self.arrive_script: Any = self.client.register_script(ARRIVE)
        self.lower_script: Any = self.client.register_script(LOWER)
        self.listener: Any = None
        self.silent_until = 0.0  # by the clock of the process

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """Every error of the connection as StoreUnreachable.

        After one nobody is asked for a moment: who waits for an answer may hold up others.
        """
        if time.monotonic() < self.silent_until:
            raise StoreUnreachable
        try:
            yield
        except self.errors as error:
            self.silent_until = time.monotonic() + SILENT
            raise StoreUnreachable from error

    def create(self, code: str, key_hash: str, board: str, now: float) -> bool:
        fields = {"key_hash": key_hash, "opened": now, "version": 1, "pulse": 0, "board": board}
        pairs = [part for pair in (fields | {"poll": 0, "round": 0}).items() for part in pair]
        with self.reaching():
            values = [code, now, now + SECONDS, MOST_ROOMS, *pairs]
            return bool(self.create_script([room(code), ROOMS], values))

    def load(self, code: str, now: float) -> Kept | None:
        with self.reaching():
            fields = self.client.hmget(room(code), "key_hash", "opened", "version", "board")
        if None in fields or float(fields[1]) < now - SECONDS:
            return None
        return Kept(fields[0], float(fields[1]), int(fields[2]), fields[3])

    def show(self, code: str, board: str, poll: int, number: int, now: float) -> None:
        with self.reaching():
            self.show_script([room(code)], [now, board, poll, number, CHANNEL, code])

    def vote(
        self, code: str, poll: int, number: int, voter: str, choice: float, now: float
    ) -> Outcome:
        keys = [room(code), room(code, ":seen"), votes_of(code, poll, number)]
        values = [voter, now, MOST_VOTERS, CHANNEL, code, poll, number, repr(choice)]
        with self.reaching():
            outcome: Outcome = self.vote_script(keys, values)
        return outcome

    def votes(self, code: str, poll: int) -> Votes:
        with self.reaching():
            found = {n: self.client.hgetall(votes_of(code, poll, n)) for n in (1, 2)}
        return {
            number: {voter: float(choice) for voter, choice in given.items()}
            for number, given in found.items()
            if given
        }

    def present(self, code: str, voters: Iterable[str], now: float) -> None:
        keys = [room(code), room(code, ":seen")]
        with self.reaching():
            self.arrive_script(keys, [MOST_VOTERS, now, CHANNEL, code, *voters])

    def signal(self, code: str, voter: str, kind: str, on: bool, now: float) -> Outcome:
        keys = [room(code), room(code, ":seen"), room(code, f":{kind}")]
        values = [voter, now, MOST_VOTERS, CHANNEL, code, int(on)]
        with self.reaching():
            outcome: Outcome = self.signal_script(keys, values)
        return outcome

    def lower(self, code: str, kind: str) -> None:
        with self.reaching():
            self.lower_script([room(code), room(code, f":{kind}")], [CHANNEL, code])

    def counts(self, code: str, now: float) -> Counts:
        with self.reaching():
            poll, number = self.client.hmget(room(code), "poll", "round")
            pipe = self.client.pipeline()
            pipe.zcount(room(code, ":seen"), now - PRESENT, "+inf")
            pipe.hlen(votes_of(code, int(poll or 0), int(number or 0)))
            pipe.scard(room(code, ":lost"))
            pipe.scard(room(code, ":hand"))
            return Counts(*pipe.execute())

    def pulses(self, codes: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        wanted = list(codes)
        with self.reaching():
            pipe = self.client.pipeline()
            for code in wanted:
                pipe.hmget(room(code), "version", "pulse")
            found = pipe.execute()
        return {
            code: (int(version), int(pulse))
            for code, (version, pulse) in zip(wanted, found, strict=True)
            if version is not None
        }

    def wait(self, seconds: float) -> None:
        try:
            if self.listener is None:
                self.listener = self.client.pubsub(ignore_subscribe_messages=True)
                self.listener.subscribe(CHANNEL)
            while self.listener.get_message(timeout=seconds):
                seconds = 0.0  # all that has been told until now is one change
        except self.errors:
            self.listener = None
            time.sleep(RETRY)

    def end(self, code: str) -> None:
        with self.reaching():
            polls = int(self.client.hget(room(code), "poll") or 0)
            keys = [room(code, part) for part in PARTS]
            keys += [votes_of(code, poll, n) for poll in range(polls + 1) for n in (1, 2)]
            self.client.delete(*keys)
            self.client.zrem(ROOMS, code)

    def sweep(self, now: float) -> None:
        """Nothing is to be done: all keys of a room end by themselves."""


def room(code: str, part: str = "") -> str:
    """The key of a part of a room."""
    return f"lstm:{{{code}}}{part}"


def votes_of(code: str, poll: int, number: int) -> str:
    """The key of the answers to a poll in one round."""
    return room(code, f":votes:{poll}:{number}")
