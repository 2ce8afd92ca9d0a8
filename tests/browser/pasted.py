"""Pieces of the clipboard as programs really fill it: Word, Google Docs, LibreOffice and web pages."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>ร่าง</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"TH SarabunPSK"} @list l0 {mso-list-id:1} --></style></head>
<body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12pt'><span lang=TH style='font-size:20.0pt;color:#2E74B5'>แนวทางรับเรื่อง<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=TH style='font-family:"TH SarabunPSK"'>เริ่มจาก<b>ฟัง</b> <i>ก่อน</i>
<u>เสมอ</u> แล้วอ่าน </span><a href="https://www.moc.go.th/"><span lang=TH>ระเบียบ</span></a><a style='mso-comment-reference:PM_1'></a><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[PM1]</a></span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoHeading2 style='mso-outline-level:2'>ขั้นตอน</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=TH>ตรวจเอกสาร<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>บัตรประชาชน</p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>หนังสือมอบอำนาจ</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>ออก<b>เลขรับ</b></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>เก็บสำเนา</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=200 colspan=2 style='width:150pt'><p class=MsoNormal align=center><b>ผล<o:p></o:p></b></p></td></tr>
<tr><td><p class=MsoNormal>ก่อน<o:p></o:p></p></td><td><p class=MsoNormal>40 นาที</p></td></tr></table>
<p class=MsoNormal><st1:place w:st="on">นนทบุรี</st1:place> H<sub>2</sub>O <s>เดิม</s><!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]--><![if !vml]><img width=100 src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png"><![endif]></p>
<div style='mso-element:comment-list'><p class=MsoCommentText>ความเห็นของผู้ตรวจ</p></div>
<!--EndFragment--></body></html>"""

FROM_WORD = (
    "<h2>แนวทางรับเรื่อง</h2>"
    "<p>เริ่มจาก<strong>ฟัง</strong> <em>ก่อน</em> <u>เสมอ</u> แล้วอ่าน <a>ระเบียบ</a></p>"
    "<h3>ขั้นตอน</h3>"
    "<ol><li><p>ตรวจเอกสาร</p><ul><li><p>บัตรประชาชน</p></li><li><p>หนังสือมอบอำนาจ</p></li></ul></li>"
    "<li><p>ออก<strong>เลขรับ</strong></p></li></ol><ul><li><p>เก็บสำเนา</p></li></ul>"
    '<table><tbody><tr><td colspan="2"><p><strong>ผล</strong></p></td></tr>'
    "<tr><td><p>ก่อน</p></td><td><p>40 นาที</p></td></tr></tbody></table>"
    "<p>นนทบุรี H<sub>2</sub>O <s>เดิม</s></p>"
)

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f">
<h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400">สรุป</span></h2>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">สำคัญ</span><span style="font-style:italic"> มาก</span> <span style="text-decoration:underline">จริง</span></p><br />
<ul><li dir="ltr" aria-level="1" style="list-style-type:disc"><p dir="ltr" role="presentation"><span>หนึ่ง</span></p></li>
<ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>หนึ่งหนึ่ง</span></p></li></ul>
<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>สอง</span></p></li></ul>
<p dir="ltr"><span><img src="https://lh7-rt.googleusercontent.com/x" width="100"></span></p></b>"""

FROM_GOOGLE = (
    "<h2>สรุป</h2><p><strong>สำคัญ</strong> <em>มาก</em> <u>จริง</u></p>"
    "<ul><li><p>หนึ่ง</p><ul><li><p>หนึ่งหนึ่ง</p></li></ul></li><li><p>สอง</p></li></ul>"
)

LIBRE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4"/><style type="text/css">p { line-height: 115% }</style></head>
<body lang="th-TH" dir="ltr"><h1 class="western"><font face="TH Sarabun New"><font size="5" style="font-size: 18pt">หัวเรื่อง</font></font></h1>
<p style="margin-bottom: 0cm"><font color="#c9211e"><b>ข้อหนึ่ง</b></font><br/>
บรรทัดใหม่</p><p><br/></p>
<ol start="3"><li><p>สาม</p></li><li><p>สี่</p></li></ol>
<table width="100%" cellpadding="4"><col width="128*"/><thead><tr><th><p>หัว</p></th><th><p>ท้าย</p></th></tr></thead><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table></body></html>"""

FROM_LIBRE = (
    "<h2>หัวเรื่อง</h2><p><strong>ข้อหนึ่ง</strong><br>บรรทัดใหม่</p>"
    '<ol start="3"><li><p>สาม</p></li><li><p>สี่</p></li></ol>'
    "<table><tbody><tr><th><p>หัว</p></th><th><p>ท้าย</p></th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>"
)

WEB = """<div class="article" style="background:url(https://evil.example/a.png)"><nav hidden style="display:none">เมนู</nav>
<h3>ข่าว</h3><div>ย่อหน้าใน <span style="font-weight:bold">div</span><div>อีกย่อหน้า</div></div>
<blockquote><p>คำพูด</p></blockquote><pre>รหัส
 สอง</pre><p><a href="javascript:alert(1)">อันตราย</a> <a href="/notes/1">ในระบบ</a></p>
<table role="presentation"><tr><td>ตารางจัดหน้า</td></tr></table><button>กด</button><script>alert(1)</script>
<img src="data:image/png;base64,AAAA"><img src=https://evil.example/x.png onerror=alert(1)><p>   </p></div>"""

FROM_WEB = (
    "<h3>ข่าว</h3><p>ย่อหน้าใน <strong>div</strong></p><p>อีกย่อหน้า</p><blockquote><p>คำพูด</p></blockquote>"
    "<pre><code>รหัส\n สอง</code></pre><p>อันตราย <a>ในระบบ</a></p><p>ตารางจัดหน้า</p>"
)

CLIPBOARDS = {
    "word": (WORD, FROM_WORD, True),
    "google": (GOOGLE, FROM_GOOGLE, True),
    "libre": (LIBRE, FROM_LIBRE, False),
    "web": (WEB, FROM_WEB, True),
}
