package io.huidu.servicea;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts ServiceA. Its environment variables stand in {@code application.properties}. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ServiceA {

    public static void main(String[] arguments) {
        SpringApplication.run(ServiceA.class, arguments);
    }
}
