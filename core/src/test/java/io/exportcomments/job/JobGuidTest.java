package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Guids are UUIDs, which are compared without regard to case; each keeps the form it was given in. */
class JobGuidTest {
    private static final String SMALL = "b4219d47-3138-4efd-9762-2ef9f9495084";
    private static final String CAPITALS = "B4219D47-3138-4EFD-9762-2EF9F9495084";
    private static final String MIXED = "b4219D47-3138-4efd-9762-2EF9f9495084";

    @Test
    void uuidsAreEqualWhateverTheirCase() {
        for (String text : List.of(SMALL, CAPITALS, MIXED)) {
            assertThat(JobGuid.of(text)).isEqualTo(JobGuid.of(SMALL)).hasSameHashCodeAs(JobGuid.of(SMALL));
        }
        Set<JobGuid> followed = new HashSet<>(Set.of(JobGuid.of(CAPITALS)));
        assertThat(followed.contains(JobGuid.of(SMALL))).isTrue();
        assertThat(JobGuid.of(SMALL)).isNotEqualTo(JobGuid.of(SMALL.replace('4', '5')));
    }

    @Test
    void theFormStaysAsItWasGiven() {
        assertThat(JobGuid.of(CAPITALS)).hasToString(CAPITALS);
        assertThat(JobGuid.of(CAPITALS).value()).isEqualTo(CAPITALS);
    }

    @Test
    void whatIsNoUuidIsComparedToTheLetter() {
        assertThat(JobGuid.of("abc")).isEqualTo(JobGuid.of("abc")).isNotEqualTo(JobGuid.of("ABC"));
        assertThat(JobGuid.of(SMALL + "0")).isNotEqualTo(JobGuid.of(CAPITALS + "0"));
        assertThat(JobGuid.of(SMALL.replace('-', '_'))).isNotEqualTo(JobGuid.of(CAPITALS.replace('-', '_')));
        assertThat(JobGuid.of(SMALL.replace('f', 'g'))).isNotEqualTo(JobGuid.of(CAPITALS.replace('F', 'G')));
    }

    @Test
    void ofTheSameJobInAnotherCase_statesAreMerged() {
        Job followed = Job.builder(JobGuid.of(CAPITALS), JobStatus.QUEUEING).build();
        Job answered = Job.builder(JobGuid.of(SMALL), JobStatus.DONE).total(5L).build();
        assertThat(followed.mergedWith(answered).status()).isEqualTo(JobStatus.DONE);
        assertThat(followed.mergedWith(answered).guid()).hasToString(CAPITALS);
        assertThat(Job.builder(JobGuid.of(CAPITALS), JobStatus.DONE).total(5L).build())
                .isEqualTo(answered);
    }
}
