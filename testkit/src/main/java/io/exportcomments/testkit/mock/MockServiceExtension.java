package io.exportcomments.testkit.mock;

import io.exportcomments.mock.MockService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a {@link MockService} for tests and closes it after them.
 *
 * <pre>
 * &#64;RegisterExtension
 * static final MockServiceExtension mock = MockServiceExtension.create();
 *
 * &#64;Test
 * void creates(MockService service) { … }
 * </pre>
 *
 * <p>In a static field one mock serves all tests of the class; its faults are taken back after each test. In an
 * instance field, or by {@code @ExtendWith}, each test has its own. Parameters of type {@link MockService} are given
 * it.
 */
public final class MockServiceExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final UnaryOperator<MockService.Builder> setup;
    private volatile @Nullable MockService service;
    private volatile boolean shared;

    /** An extension with a mock of the defaults. */
    public MockServiceExtension() {
        this(builder -> builder);
    }

    private MockServiceExtension(UnaryOperator<MockService.Builder> setup) {
        this.setup = setup;
    }

    /** An extension with a mock of the defaults. */
    public static MockServiceExtension create() {
        return new MockServiceExtension();
    }

    /** An extension with a mock set up as told; the setup is run for each mock that is started. */
    public static MockServiceExtension create(UnaryOperator<MockService.Builder> setup) {
        return new MockServiceExtension(setup);
    }

    /**
     * The running mock.
     *
     * @throws IllegalStateException before the first test and after the last
     */
    public MockService service() {
        MockService running = service;
        if (running == null) {
            throw new IllegalStateException("the mock runs only during tests: register the extension first");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (service == null) {
            shared = true;
            service = setup.apply(MockService.builder()).start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (service == null) {
            service = setup.apply(MockService.builder()).start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (shared) {
            service().faults().clear();
            service().faults().acceptConnections();
        } else {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MockService.class;
    }

    @Override
    public MockService resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return service();
    }

    private void close() {
        MockService running = service;
        service = null;
        if (running != null) {
            running.close();
        }
    }
}
