package io.exportcomments.testkit.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.mock.MockService;
import io.exportcomments.mock.job.ServicePlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MockServiceExtensionTest {

    @RegisterExtension
    static final MockServiceExtension shared = MockServiceExtension.create();

    @RegisterExtension
    final MockServiceExtension own = MockServiceExtension.create(builder -> builder.plan(ServicePlan.premium()));

    @Test
    void runsDuringATestAsItWasSetUp() {
        assertThat(own.service().account().plan()).isEqualTo(ServicePlan.premium());
        assertThat(shared.service().account().plan()).isEqualTo(ServicePlan.unlimited());
        assertThat(own.service().port())
                .isPositive()
                .isNotEqualTo(shared.service().port());
    }

    @Test
    void givesNothingOutsideATest() {
        assertThatThrownBy(MockServiceExtension.create()::service).isInstanceOf(IllegalStateException.class);
    }

    /** A class of its own: JUnit lets only one extension give a parameter. */
    static class WithParameterTest {

        @RegisterExtension
        static final MockServiceExtension mock = MockServiceExtension.create();

        @Test
        void givesTheMockAsAParameter(MockService service) {
            assertThat(service).isSameAs(mock.service());
        }
    }
}
