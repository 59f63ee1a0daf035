import { AssignerProtocol } from 'kafkajs';
import type { PartitionAssigner } from 'kafkajs';

const NAME = 'ByPartitionNumber';
const VERSION = 1;

/** Members in an order that all agree on, with the topics each asked for. */
const membersOf = (members: { memberId: string; memberMetadata: Buffer }[]) =>
  members
    .map(({ memberId, memberMetadata }) => ({
      memberId,
      topics: AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [],
    }))
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));

/**
 * Gives partition n of every topic to the same member: all that concerns one key, on whatever topic,
 * meets in one process. kafkajs' own round robin goes on counting from topic to topic and would part
 * them as soon as the number of members does not divide 64.
 */
export const partitionNumberAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: VERSION,
  async assign({ members, topics }) {
    const sorted = membersOf(members);
    const assignment = new Map<string, Record<string, number[]>>();
    for (const { memberId } of sorted) assignment.set(memberId, {});
    for (const topic of topics) {
      for (const { partitionId } of cluster.findTopicPartitionMetadata(topic)) {
        const taker = sorted[partitionId % sorted.length];
        if (taker === undefined) continue;
        const taken = assignment.get(taker.memberId) ?? {};
        (taken[topic] ??= []).push(partitionId);
        assignment.set(taker.memberId, taken);
      }
    }
    return [...assignment].map(([memberId, taken]) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({
        version: VERSION,
        assignment: taken,
        userData: Buffer.alloc(0),
      }),
    }));
  },
  protocol: ({ topics }) => ({
    name: NAME,
    metadata: AssignerProtocol.MemberMetadata.encode({
      version: VERSION,
      topics,
      userData: Buffer.alloc(0),
    }),
  }),
});
