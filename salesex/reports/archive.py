"""PDF/A-3 that is PDF/UA-1 as well: what archives demand beyond what the PDF library writes.

ISO 19005-3 wants the metadata uncompressed and every stream exactly as long as it says; ISO 14289-1
wants its own mark in the same metadata. The library writes one mark, for one of the two.
"""

from __future__ import annotations

from typing import Any

PDF_VARIANT = "pdf/a-3a"
NAME = "results.json"
"""What the attached results are called inside the PDF."""
_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The mark of PDF/UA, and the description of it that PDF/A demands of every mark it does not know."""
_END = b"</rdf:RDF>"


def finish(document: object, pdf: Any) -> None:
    """Mend a document before it is written (a `finisher` of WeasyPrint; `pdf` is a `pydyf.PDF`)."""
    for part in pdf.objects:
        extra = getattr(part, "extra", None)
        if extra is None:
            continue
        if extra.get("Type") == "/Metadata":
            part.stream = [b"".join(part.stream).replace(_END, _UA + _END, 1)]
            part.compress = False
        elif part.compress and part.data.removesuffix(b"\nendstream").endswith((b"\r", b"\n")):
            # Compressed by chance into something that ends like a line: where it ends is not plain.
            part.compress = False
