package io.exportcomments.transport.retrofit;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

class OkHttpVersionTest {
    /** Read by reflection, since the compiler puts the constant of the version that it sees into the class. */
    @Test
    void theTestsRunOnTheOkHttpThatTheyAreMeantFor() throws ReflectiveOperationException {
        Object version = OkHttp.class.getField("VERSION").get(null);

        assertThat(version).asString().startsWith(System.getProperty("okhttp.expected", "5."));
    }
}
