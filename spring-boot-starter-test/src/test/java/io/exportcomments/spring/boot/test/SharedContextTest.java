package io.exportcomments.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exportcomments.ExportComments;
import io.exportcomments.mock.MockService;
import io.exportcomments.spring.boot.ExportCommentsConnectionDetails;
import io.exportcomments.spring.boot.test.program.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

/** Contexts are shared by tests, as they are without the annotation, and the stand-in lives as long as its context. */
@Timeout(60)
class SharedContextTest {
    @SpringBootTest(classes = Program.class, properties = "which=shared")
    @ExportCommentsTest
    static class First {}

    @SpringBootTest(classes = Program.class, properties = "which=shared")
    @ExportCommentsTest
    static class Second {}

    @SpringBootTest(classes = Program.class, properties = "which=other")
    @ExportCommentsTest
    static class Other {}

    @Test
    void testsOfOneConfigurationShareOneStandIn() throws Exception {
        MockService first = run(First.class).getBean(MockService.class);
        assertThat(run(Second.class).getBean(MockService.class)).isSameAs(first);
        assertThat(run(Other.class).getBean(MockService.class)).isNotSameAs(first);
    }

    /** Spring pauses the context that no test uses while another is in use. */
    @Test
    void theClientOfAContextThatComesBackIsOpen() throws Exception {
        run(First.class).getBean(ExportComments.class).ping();
        run(Other.class).getBean(ExportComments.class).ping();
        run(Second.class).getBean(ExportComments.class).ping();
    }

    private static ApplicationContext run(Class<?> test) throws Exception {
        TestContextManager manager = new TestContextManager(test);
        manager.beforeTestClass();
        ApplicationContext context = manager.getTestContext().getApplicationContext();
        manager.afterTestClass();
        return context;
    }

    @Test
    void itIsClosedWithItsContext() throws Exception {
        TestContextManager manager = new TestContextManager(Other.class);
        int port = manager.getTestContext()
                .getApplicationContext()
                .getBean(MockService.class)
                .port();
        connect(port);
        manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class);
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }

    @Test
    void aProgramThatIsNoTestHasNoStandIn() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Program.class).run()) {
            assertThat(context.getBeanProvider(MockService.class).stream()).isEmpty();
            assertThat(context.getBean(ExportCommentsConnectionDetails.class).baseUrl())
                    .hasPort(1);
        }
    }
}
