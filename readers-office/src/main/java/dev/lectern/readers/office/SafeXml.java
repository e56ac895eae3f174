package dev.lectern.readers.office;

import javax.xml.stream.XMLInputFactory;

/** Makes readers of XML that declare nothing and fetch nothing, whatever the file asks for. Stateless. */
final class SafeXml {

    private SafeXml() {}

    /** Returns a factory of one's own, which may be set up further. */
    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
