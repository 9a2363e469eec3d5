package io.exportcomments.testkit.update;

import io.exportcomments.port.TransportProvider;
import io.exportcomments.port.UpdateSourceProvider;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * The watch contract, as tests: an update source's own test class extends this one, names the source, and passes all of
 * it. So does each pair of sources of which the second stands in for the first.
 *
 * <p>The cases say what the service does to a job and what the program is told of it, through a whole client; how a
 * source learns of it is its own matter. They run in a {@link Simulation}, in virtual time.
 */
public abstract class UpdateSourceContract {
    /** The source under test. */
    protected abstract UpdateSourceProvider updates();

    /** A transport, for the client under the source. */
    protected abstract TransportProvider transport();

    /** How long it takes, at most, until a watch that begins has the job's state. */
    protected Duration beginsWithin() {
        return Duration.ofSeconds(1);
    }

    /** How late, at most, the program hears of a change while all is well and few jobs are watched. */
    protected abstract Duration noticesWithin();

    /** How late, at most, it hears of progress while all is well; some sources are told of none. */
    protected Duration noticesProgressWithin() {
        return noticesWithin();
    }

    /** How late, at most, it hears of what the service tells nobody: that another program stopped the job. */
    protected Duration checksWithin() {
        return Duration.ofSeconds(60);
    }

    /** How late, at most, it hears of a change after trouble is over. */
    protected Duration recoversWithin() {
        return Duration.ofSeconds(70);
    }

    /** The world that each case begins with; a pair of sources adds both here. */
    protected Simulation.Builder simulation() {
        return Simulation.builder(transport()).updates(updates());
    }

    @Nested
    @DisplayName("W1, W3: each end is told, once, and then the watch is over")
    class Ends extends EndCases {
        Ends() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W2, W10: nothing goes back, comes twice, or belongs to another job")
    class Order extends OrderCases {
        Order() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W4: after trouble the state is read before anything else is believed")
    class Trouble extends TroubleCases {
        Trouble() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W1, W4: what the service itself did not say is forgiven for a while")
    class OddAnswers extends OddAnswerCases {
        OddAnswers() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W6: cancelling frees everything, and closing does")
    class Freeing extends FreeingCases {
        Freeing() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W7: a listener that throws or blocks harms no other")
    class Listeners extends ListenerCases {
        Listeners() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W8, W11: many jobs cost few requests, threads, timers and connections")
    class Crowd extends CrowdCases {
        Crowd() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W9: what others do to the job is noticed")
    class Others extends OtherPartyCases {
        Others() {
            super(UpdateSourceContract.this);
        }
    }

    @Nested
    @DisplayName("W12: a deadline ends the waiting, not the job")
    class Deadlines extends DeadlineCases {
        Deadlines() {
            super(UpdateSourceContract.this);
        }
    }
}
