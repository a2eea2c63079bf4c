"""Which cells does a formula mean? VBA decides, because it alone knows the formula's own cell.

Excel 2016 and 2019 know no spilling: a range typed into one cell means the cell of the formula's
own row there (implicit intersection), and whatever Python gave for the others would be dropped, so
that every row showed the first one's answer. And a whole column means its rows down to the last one
that is filled, on the whole sheet, so that all columns of a formula keep the same length.
"""

SOURCE = """
Private dynamicAsked As Boolean
Private dynamicKnown As Boolean

Private Function CfCells(ByVal given As Variant) As Variant
    Dim meant As Range
    Dim place As Range
    If Not IsObject(given) Then
        CfCells = given
        Exit Function
    End If
    Set meant = given
    If meant.Rows.Count = meant.Worksheet.Rows.Count Then
        Set meant = meant.Resize(LastRow(meant.Worksheet))
    End If
    If meant.Cells.Count > 1 And Not Spills() Then
        If TypeOf Application.Caller Is Range Then
            Set place = Application.Caller
            If place.Cells.Count = 1 And Not place.HasArray Then
                Set meant = OwnCell(meant, place)
                If meant Is Nothing Then
                    CfCells = CVErr(2015)
                    Exit Function
                End If
            End If
        End If
    End If
    Set CfCells = meant
End Function

Private Function OwnCell(meant As Range, place As Range) As Range
    Dim across As Long
    Dim down As Long
    down = place.Row - meant.Row + 1
    across = place.Column - meant.Column + 1
    If meant.Columns.Count = 1 Then
        If down >= 1 And down <= meant.Rows.Count Then Set OwnCell = meant.Cells(down, 1)
    ElseIf meant.Rows.Count = 1 Then
        If across >= 1 And across <= meant.Columns.Count Then Set OwnCell = meant.Cells(1, across)
    End If
End Function

Private Function LastRow(sheet As Worksheet) As Long
    ' A used range counts cells that are only painted, down to the last row of all.
    Dim found As Range
    LastRow = 1
    Set found = sheet.Cells.Find("*", sheet.Cells(1, 1), -4123, 2, 1, 2)
    If Not found Is Nothing Then LastRow = found.Row
End Function

Private Function Spills() As Boolean
    If Not dynamicAsked Then
        dynamicKnown = has_dynamic_array()
        dynamicAsked = True
    End If
    Spills = dynamicKnown
End Function
"""
