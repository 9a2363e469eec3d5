package io.exportcomments.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transport and a log of quotas are given is within its bounds. */
class PortValuesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999999S", "PT24H0.001S"})
    void aTimeOutOutOfBoundsIsRefusedByItsName(Duration odd) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(odd, MINUTE, MINUTE))
                .withMessageContaining("connect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(MINUTE, odd, MINUTE))
                .withMessageContaining("attempt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(MINUTE, MINUTE, odd))
                .withMessageContaining("call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT24H"})
    void aTimeOutMayBeFromAMillisecondToADay(Duration time) {
        assertThatCode(() -> new Timeouts(time, time, time)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 11})
    void noneIsUsedMoreOftenThanThereAreNorNotAtAll(int count) {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaUse("a", 10, MINUTE, count));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaPlaces("a", 10, count, MINUTE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void oneOrAllMayBeUsed(int count) {
        assertThat(new QuotaUse("a", 10, MINUTE, count).uses()).isEqualTo(count);
        assertThat(new QuotaPlaces("a", 10, count, MINUTE).kept(Duration.ofNanos(1)))
                .isEqualTo(new QuotaPlaces("a", 10, count, Duration.ofNanos(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S"})
    void whatLastsNotAtAllIsRefused(Duration time) {
        List<QuotaUse> uses = List.of(new QuotaUse("a", 1, MINUTE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaUse("a", 1, time, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaPlaces("a", 1, 1, time));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaRequest("k", uses, time));
        assertThatIllegalArgumentException().isThrownBy(() -> PlaceNews.NONE.kept(time));
    }

    @Test
    void aRequestNeedsSomethingAndEachLimitOnce() {
        QuotaUse use = new QuotaUse("a", 1, MINUTE, 1);
        QuotaUse other = new QuotaUse("b", 1, MINUTE, 1);
        QuotaPlaces places = new QuotaPlaces("p", 1, 1, MINUTE);
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaRequest("k", List.of(), MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuotaRequest("k", List.of(use, use), MINUTE));
        assertThat(new QuotaRequest("k", List.of(use, other), MINUTE).uses()).containsExactly(use, other);
        assertThat(new QuotaRequest("k", List.of(), MINUTE, Optional.of(places)).places())
                .contains(places);
    }

    @Test
    void newsAreEmptyWithoutHoldersAndWithoutAList() {
        PlaceHolder holder = new PlaceHolder("j", "exports", false, false, 1);
        assertThat(PlaceNews.NONE.isEmpty()).isTrue();
        assertThat(new PlaceNews(List.of(holder), 0, false, MINUTE).isEmpty()).isFalse();
        assertThat(new PlaceNews(List.of(), 1, false, MINUTE).isEmpty()).isFalse();
    }
}
